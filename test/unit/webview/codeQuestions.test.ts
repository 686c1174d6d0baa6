import assert from 'node:assert/strict';
import type { FromPanel } from '../../../src/panel/fromPanel';
import { CodeQuestions } from '../../../webview/codeQuestions';

const code = (path: string) => ({ path, start: 1, end: 1, text: 'a' });

/** A list in which code of these paths is drawn, with ids. */
const showing = (drawn: Record<string, string>): ParentNode =>
  ({
    querySelectorAll: () => Object.entries(drawn).map(([id, path]) => ({ quoted: { id, code: code(path) } })),
  }) as unknown as ParentNode;

describe('questions about code', () => {
  let posted: FromPanel[];
  let questions: CodeQuestions;
  const ids = (): readonly (readonly string[])[] =>
    posted.map((message) => (message.type === 'findCode' ? message.codes.map(({ id }) => id) : []));
  beforeEach(() => {
    posted = [];
    questions = new CodeQuestions((message) => posted.push(message));
  });

  it('are asked once about each', () => {
    questions.drawn(showing({ a: 'a.ts', b: 'b.ts' }));
    questions.drawn(showing({ b: 'b.ts', c: 'c.ts' }));
    questions.drawn(showing({}));
    assert.deepEqual(ids(), [['a', 'b'], ['c']]);
  });

  it('are asked again where a file changed, about what is still drawn, and when all is told anew', () => {
    questions.drawn(showing({ a: 'a.ts', b: 'b.ts', c: 'a.ts' }));
    questions.forget(['a.ts', 'x.ts']);
    questions.drawn(showing({ b: 'b.ts', c: 'a.ts' }));
    questions.startAnew();
    questions.drawn(showing({ b: 'b.ts' }));
    assert.deepEqual(ids(), [['a', 'b', 'c'], ['c'], ['b']]);
  });

  it('are bounded, each and all', () => {
    questions.drawn(showing(Object.fromEntries(Array.from({ length: 9999 }, (_, i) => [`${i}`, 'a.ts']))));
    assert.deepEqual(
      ids().map(({ length }) => length),
      Array<number>(25).fill(20),
    );
  });
});
