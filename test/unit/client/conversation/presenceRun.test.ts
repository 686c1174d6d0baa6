import assert from 'node:assert/strict';
import {
  type PresenceChange,
  type PresenceRun,
  concatRuns,
  MAX_TOLD_APART,
  EMPTY_RUN,
  outcomeOf,
  withChange,
} from '../../../../src/client/conversation/presenceRun';

const join = (name: string): PresenceChange => ({ kind: 'join', name });
const leave = (name: string): PresenceChange => ({ kind: 'leave', name });
const rename = (name: string, to: string): PresenceChange => ({ kind: 'rename', name, to });
const run = (...comings: readonly PresenceChange[]): PresenceRun => comings.reduce(withChange, EMPTY_RUN);
const outcomes = ({ people }: PresenceRun): string[] =>
  people.map((person) => `${outcomeOf(person)} ${person.first} ${person.name}`);

describe('a run of comings and goings', () => {
  const cases: Record<string, [PresenceChange[], string[]]> = {
    'somebody who came': [[join('ada')], ['joined ada ada']],
    'somebody who went': [[leave('ada')], ['left ada ada']],
    'somebody who came and went, however often': [
      [join('ada'), leave('ada'), join('ada'), leave('ada')],
      ['passed ada ada'],
    ],
    'somebody who went and came back': [[leave('ada'), join('ada')], ['returned ada ada']],
    'another name': [[rename('ada', 'eve'), rename('eve', 'eva')], ['renamed ada eva']],
    'a name that was taken and given back': [
      [rename('ada', 'eve'), rename('eve', 'eva'), rename('eva', 'ada')],
      ['renamed ada ada'],
    ],
    'somebody who went under another name, and came back under the first': [
      [rename('ada', 'eve'), leave('eve'), join('eve'), rename('eve', 'ada')],
      ['returned ada ada'],
    ],
    'somebody who came and took another name': [[join('ada'), rename('ada', 'eve')], ['joined ada eve']],
    'somebody who took another name and went': [[rename('ada', 'eve'), leave('eve')], ['left ada eve']],
    'a name that somebody else takes over': [
      [rename('ada', 'eve'), join('ada')],
      ['renamed ada eve', 'joined ada ada'],
    ],
  };
  for (const [what, [comings, expected]] of Object.entries(cases)) {
    it(`tells of ${what}`, () => {
      assert.deepEqual(outcomes(run(...comings)), expected);
      assert.equal(run(...comings).events, comings.length);
    });

    it(`tells of ${what} also where two runs become one`, () => {
      for (let cut = 1; cut < comings.length; cut++) {
        const joined = concatRuns(run(...comings.slice(0, cut)), run(...comings.slice(cut)));
        assert.deepEqual(outcomes(joined), expected, `cut at ${cut}`);
        assert.equal(joined.events, comings.length);
      }
    });
  }

  it('keeps a bounded number of names, and counts the rest', () => {
    const many = Array.from({ length: 5000 }, (_, i) => join(`guest-${i}`));
    const came = run(...many);
    assert.equal(came.people.length, MAX_TOLD_APART);
    assert.equal(came.others.joined, 5000 - MAX_TOLD_APART);
    const gone = run(...many, ...many.slice(0, 3000).map(({ name }) => leave(name)));
    assert.equal(gone.people.length, MAX_TOLD_APART);
    assert.deepEqual(gone.others, {
      ...{ joined: 2000, passed: 3000 - MAX_TOLD_APART },
      ...{ left: 0, returned: 0, renamed: 0 },
    });
    const twice = concatRuns(came, run(...Array.from({ length: 40 }, (_, i) => leave(`old-${i}`))));
    assert.equal(twice.people.length, MAX_TOLD_APART);
    assert.deepEqual([twice.others.joined, twice.others.left], [5000 - MAX_TOLD_APART, 40]);
  });
});
