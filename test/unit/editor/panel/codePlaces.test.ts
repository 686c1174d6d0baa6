import assert from 'node:assert/strict';
import type { Located } from '../../../../src/editor/locating/codeLocator';
import { CodePlaces, panelCodePlace } from '../../../../src/editor/panel/codePlaces';
import type { PanelCodePlace } from '../../../../src/panel/toPanel';

const code = { path: 'src/a.ts', start: 4, end: 6, text: 'a\nb\nc' };
const at = (file: string, start: number, end = start + 2) => ({ file, lines: { start, end } });
const told = (located: Located<string>, isOtherCommit = false): PanelCodePlace =>
  panelCodePlace({ ...located, isOtherCommit }, code, (file) => file);

describe('where the panel says that code is', () => {
  it('is where it was said to be, or elsewhere, in that file or in another', () => {
    const here = { kind: 'here', isChanged: false, isOtherCommit: false } as const;
    assert.deepEqual(told({ ...here, place: at('src/a.ts', 4) }), { found: 'here', start: 4, end: 6 });
    assert.deepEqual(told({ ...here, place: at('src/a.ts', 9) }), { found: 'moved', start: 9, end: 11 });
    assert.deepEqual(told({ ...here, place: at('lib/a.ts', 4) }, true), {
      ...{ found: 'moved', start: 4, end: 6, path: 'lib/a.ts', otherCommit: true },
    });
    assert.deepEqual(told({ ...here, place: at('src/a.ts', 4, 7), isChanged: true }), {
      ...{ found: 'changed', start: 4, end: 7 },
    });
  });

  it('is not told as certain, where it is not', () => {
    const unsure = { kind: 'uncertain', isOtherCommit: false } as const;
    const two = [at('src/a.ts', 4), at('src/a.ts', 9)];
    assert.deepEqual(told({ ...unsure, why: 'repeated', places: two }), { found: 'several' });
    assert.deepEqual(told({ ...unsure, why: 'changed', places: [at('src/a.ts', 4)] }), {
      ...{ found: 'perhaps', start: 4, end: 6 },
    });
    for (const why of ['noFile', 'gone', 'unread', 'late'] as const)
      assert.deepEqual(told({ kind: 'absent', why, files: [], isOtherCommit: false }), { found: why });
  });

  it('is looked for one after the other, while the page is shown', async () => {
    let [isShown, running] = [true, 0];
    const answers: string[] = [];
    const places = new CodePlaces({
      find: async () => {
        assert.equal(running++, 0);
        await Promise.resolve();
        running--;
        return { found: 'here' };
      },
      isShown: () => isShown,
      tell: (id) => {
        answers.push(id);
        if (id === 'c') isShown = false;
      },
    });
    await Promise.all([
      places.find([
        { id: 'a', code },
        { id: 'b', code },
      ]),
      places.find([
        { id: 'c', code },
        { id: 'd', code },
      ]),
    ]);
    assert.deepEqual(answers, ['a', 'b', 'c']);
  });

  it('is not looked for without end', async () => {
    const answers: string[] = [];
    const places = new CodePlaces({
      ...{ find: () => Promise.resolve({ found: 'gone' }), isShown: () => true },
      tell: (id) => answers.push(id),
    });
    await places.find(Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, code })));
    assert.equal(answers.length, 100);
    assert.equal(answers.at(-1), '999');
  });
});
