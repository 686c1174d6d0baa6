import assert from 'node:assert/strict';
import { AUTHOR_COLORS } from '../../../../src/panel/entrySchemas';
import { AuthorColors } from '../../../../src/editor/panel/authorColors';

describe('AuthorColors', () => {
  const NONE = new Map<string, string>();
  const member = (name: string, mid = `id of ${name}`, since = 0) => ({ mid, name, since });
  const members = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => member(`person ${from + i}`, undefined, from + i));
  const colorsOf = (colors: AuthorColors, all: readonly { mid: string }[]) =>
    all.map(({ mid }) => colors.of(mid));

  it('are the same for a person in every room, whatever their id there', () => {
    for (const name of ['ana', 'Bob', 'שרה', '太郎']) {
      const fresh = new AuthorColors();
      fresh.update([member(name, 'x')], NONE);
      const gone = new AuthorColors();
      gone.update([], new Map([['y', name.toUpperCase()]]));
      assert.equal(fresh.of('x'), gone.of('y'), name);
    }
  });

  it('are never shared while others are free', () => {
    for (let from = 0; from < 200; from++) {
      const colors = new AuthorColors();
      const all = members(from, from + AUTHOR_COLORS);
      colors.update(all, NONE);
      assert.equal(new Set(colorsOf(colors, all)).size, AUTHOR_COLORS);
    }
  });

  it('are the same for everybody, though a client is told of itself first', () => {
    // their names ask for the same colour
    const [ada, bob] = [member('Ada', 'a', 1), member('Bob', 'b', 2)];
    const [hosting, joining] = [new AuthorColors(), new AuthorColors()];
    hosting.update([ada], NONE);
    hosting.update([ada, bob], NONE);
    joining.update([bob, ada], NONE);
    assert.deepEqual(colorsOf(joining, [ada, bob]), colorsOf(hosting, [ada, bob]));
    assert.notEqual(joining.of('a'), joining.of('b'));
  });

  it('are the same for everybody who sees the members in their order', () => {
    const all = members(0, AUTHOR_COLORS);
    const [early, late] = [new AuthorColors(), new AuthorColors()];
    for (let count = 1; count <= all.length; count++) early.update(all.slice(0, count), NONE);
    late.update(all, new Map(all.map(({ mid, name }) => [mid, name])));
    assert.deepEqual(colorsOf(early, all), colorsOf(late, all));
  });

  it('stay while a person stays, whoever comes and goes, and under another name', () => {
    const colors = new AuthorColors();
    const all = members(0, 8);
    colors.update(all, NONE);
    const before = colorsOf(colors, all);
    colors.update([...all.slice(4), ...members(8, 16)], NONE);
    colors.update([{ ...all[4]!, name: 'another' }, ...all.slice(5)], NONE);
    assert.deepEqual(colorsOf(colors, all.slice(4)), before.slice(4));
  });

  it('give way to those who are here, when somebody comes back', () => {
    const colors = new AuthorColors();
    const [first, second] = [member('ana', '1'), member('ANA', '2')];
    colors.update([first], NONE);
    colors.update([second], NONE);
    assert.equal(colors.of('1'), colors.of('2'), 'each has the colour of the name');
    colors.update([second, first], NONE);
    assert.notEqual(colors.of('1'), colors.of('2'));
  });

  it('go to those who speak, where there are more people than colours', () => {
    const colors = new AuthorColors();
    const crowd = members(0, 500);
    const speakers = crowd.slice(480, 480 + AUTHOR_COLORS);
    for (const { mid, name } of speakers) colors.update(crowd, new Map([[mid, name]]));
    assert.equal(new Set(colorsOf(colors, speakers)).size, AUTHOR_COLORS);
    colors.update(crowd, new Map([[crowd[0]!.mid, crowd[0]!.name]]));
    assert.ok(colors.of(crowd[0]!.mid) < AUTHOR_COLORS);
  });
});
