import assert from 'node:assert/strict';
import type { FromPanel } from '../../../src/panel/fromPanel';
import { PlaceQuestions } from '../../../webview/placeQuestions';

/** A list in which these paths are drawn. */
const showing = (...paths: string[]): ParentNode =>
  ({ querySelectorAll: () => paths.map((path) => ({ dataset: { path } })) }) as unknown as ParentNode;

describe('questions about places', () => {
  let posted: FromPanel[];
  let questions: PlaceQuestions;
  beforeEach(() => {
    posted = [];
    questions = new PlaceQuestions((message) => posted.push(message));
  });

  it('are asked once about each path', () => {
    questions.drawn(showing('a.ts', 'b.ts', 'a.ts'));
    questions.drawn(showing('b.ts', 'c.ts'));
    questions.drawn(showing());
    assert.deepEqual(posted, [
      { type: 'findPlaces', paths: ['a.ts', 'b.ts'] },
      { type: 'findPlaces', paths: ['c.ts'] },
    ]);
  });

  it('are asked again when all is told anew', () => {
    questions.drawn(showing('a.ts'));
    questions.startAnew();
    questions.drawn(showing('a.ts'));
    assert.equal(posted.length, 2);
  });

  it('are bounded, each and all', () => {
    questions.drawn(showing(...Array.from({ length: 10_000 }, (_, i) => `${i}.ts`)));
    const counts = posted.map((message) => (message.type === 'findPlaces' ? message.paths.length : 0));
    assert.deepEqual(counts, Array<number>(40).fill(50));
  });
});
