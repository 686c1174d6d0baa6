import assert from 'node:assert/strict';
import type { Place, Whereabouts } from '../../../../src/anchoring/whereabouts';
import { outcomeAmong, outcomeIn, type Seen } from '../../../../src/editor/locating/outcome';

const lines = (start: number) => ({ start, end: start + 2 });
const place = (start: number, match: Place['match'] = 'exact'): Place => ({
  ...{ lines: lines(start), match, likeness: match === 'near' ? 0.8 : 1 },
});
const found = (start: number, match?: Place['match']): Whereabouts => ({
  ...{ outcome: 'found', ...place(start, match) },
});
const unsure = (why: 'repeated' | 'changed' | 'tooLong', ...starts: number[]): Whereabouts => ({
  ...{ outcome: 'uncertain', why, candidates: starts.map((start) => place(start)) },
});
const gone: Whereabouts = { outcome: 'gone' };
const see = (where: Record<string, Whereabouts | undefined>): Seen<string>[] =>
  Object.entries(where).map(([file, one]) => ({ file, where: one }));
const at = (file: string, start: number) => ({ file, lines: lines(start) });

describe('the outcome of looking for code', () => {
  it('is the place, where there is one', () => {
    const here = { kind: 'here', place: at('a', 3), isChanged: false };
    assert.deepEqual(outcomeIn(see({ a: found(3) })), here);
    assert.deepEqual(outcomeIn(see({ a: found(3, 'normalised'), b: gone })), here, 'but for white space');
    assert.deepEqual(outcomeIn(see({ b: found(9, 'near'), a: found(3) })), here, 'rather than one like it');
    assert.deepEqual(outcomeIn(see({ a: found(3, 'near'), b: gone })), { ...here, isChanged: true });
  });

  it('is no place, where there may be another', () => {
    assert.deepEqual(outcomeIn(see({ a: found(3), b: found(7) })), {
      ...{ kind: 'uncertain', why: 'repeated', places: [at('a', 3), at('b', 7)] },
    });
    assert.deepEqual(outcomeIn(see({ a: found(3), b: unsure('repeated', 7, 9) })), {
      ...{ kind: 'uncertain', why: 'repeated', places: [at('a', 3), at('b', 7), at('b', 9)] },
    });
    assert.deepEqual(outcomeIn(see({ a: unsure('changed', 4), b: gone })), {
      ...{ kind: 'uncertain', why: 'changed', places: [at('a', 4)] },
    });
  });

  it('says why it is none', () => {
    const absent = (why: string, ...files: string[]) => ({ kind: 'absent', why, files });
    assert.deepEqual(outcomeIn([]), absent('noFile'));
    assert.deepEqual(outcomeIn(see({ a: gone, b: gone })), absent('gone', 'a', 'b'));
    assert.deepEqual(outcomeIn(see({ a: gone, b: unsure('tooLong') })), absent('unread', 'a', 'b'));
    assert.deepEqual(outcomeIn(see({ a: undefined })), absent('unread', 'a'));
  });

  it('is the place in another file, or one that may be it', () => {
    const files = new Map([['file:a', 'a']]);
    const there = { ...place(3), path: 'file:a' };
    assert.deepEqual(outcomeAmong({ outcome: 'found', ...there }, files), {
      ...{ kind: 'here', place: at('a', 3), isChanged: false },
    });
    const unsureThere = { outcome: 'uncertain', why: 'repeated', candidates: [there] } as const;
    assert.deepEqual(outcomeAmong(unsureThere, files), {
      ...{ kind: 'uncertain', why: 'elsewhere', places: [at('a', 3)] },
    });
    assert.deepEqual(outcomeAmong({ outcome: 'gone' }, files), { kind: 'absent', why: 'noFile', files: [] });
  });

  it('names no more places than somebody may want to read', () => {
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`f${i}`, found(3)]));
    const outcome = outcomeIn(see(many));
    assert.ok(outcome.kind === 'uncertain' && outcome.places.length === 20);
  });
});
