import assert from 'node:assert/strict';
import { type Selected, selectedLines } from '../../../../src/editor/sharing/selectedLines';

const at = (line: number, character: number, endLine = line, endCharacter = character): Selected => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});
const linesOf = (...selections: readonly Selected[]): readonly (readonly [number, number])[] =>
  selectedLines(selections).map(({ first, last }) => [first, last]);

describe('the lines that somebody selected', () => {
  it('are whole, and none where a selection only ends before it', () => {
    assert.deepEqual(linesOf(at(2, 4, 3, 1)), [[2, 3]]);
    assert.deepEqual(linesOf(at(2, 0, 4, 0)), [[2, 3]]);
    assert.deepEqual(linesOf(at(2, 0, 2, 1)), [[2, 2]]);
  });

  it('are those of the cursors, where nothing is selected, and only there', () => {
    assert.deepEqual(linesOf(at(7, 3)), [[7, 7]]);
    assert.deepEqual(linesOf(at(7, 3), at(2, 0)), [
      [2, 2],
      [7, 7],
    ]);
    assert.deepEqual(linesOf(at(7, 3), at(2, 0, 2, 5)), [[2, 2]]);
  });

  it('stand in the order of the file, each once', () => {
    assert.deepEqual(linesOf(at(9, 0, 9, 2), at(1, 0, 2, 3), at(4, 0, 5, 1)), [
      [1, 2],
      [4, 5],
      [9, 9],
    ]);
    assert.deepEqual(linesOf(at(4, 0, 4, 2), at(4, 5, 4, 7)), [[4, 4]], 'two in a line');
    assert.deepEqual(linesOf(at(1, 0, 9, 2), at(3, 0, 4, 1), at(9, 4, 10, 1)), [[1, 10]]);
    assert.deepEqual(
      linesOf(at(1, 0, 2, 2), at(3, 0, 4, 1)),
      [
        [1, 2],
        [3, 4],
      ],
      'next to each other they are two, as they were selected',
    );
    assert.deepEqual(linesOf(), []);
  });
});
