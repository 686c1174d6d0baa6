import { html } from 'lit/html.js';
import { ISOLATES } from '../../src/base/isolated';

/** A sentence whose names keep their direction to themselves. */
export const sentenceView = (sentence: string): unknown =>
  sentence.split(ISOLATES).map((part, i) => (i % 2 === 0 ? part : html`<bdi>${part}</bdi>`));
