import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import { fill } from '../wording/strings';
import { sentenceView } from './sentence';

/** Warns of an author whose name looks like somebody else's. */
export function lookAlikeView(
  { lookAlike }: PanelMessage,
  strings: PanelStrings,
): TemplateResult | typeof nothing {
  if (lookAlike === undefined) return nothing;
  const name = isolated(lookAlike);
  return html` <span class="look-alike" title=${fill(strings.lookAlikeText, { name })}
    >${sentenceView(fill(strings.lookAlike, { name }))}</span
  >`;
}
