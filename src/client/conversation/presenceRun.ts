// A run of presence changes: people who joined, left and changed names one after another. It fits in one line, however
// many they were.

/** How many people of a run are told apart. Everybody else in it is only counted. */
export const MAX_TOLD_APART = 20;

/** Somebody joined, left or changed names. */
export type PresenceChange =
  | { readonly kind: 'join' | 'leave'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

/** What a run has changed for one person. */
export interface PersonPresence {
  /** The name at first. */
  readonly first: string;
  /** Whether they were in the room before the run. */
  readonly wasHere: boolean;
  /** The name at the end, or when they left. */
  readonly name: string;
  readonly isHere: boolean;
  /** Whether they left, if only for a moment. */
  readonly went: boolean;
}

/**
 * What a run comes to for one person: `passed` joined and left, `returned` left and came back, `renamed` may have the
 * first name again.
 */
export type PresenceOutcome = 'joined' | 'left' | 'passed' | 'returned' | 'renamed';

/** A run of presence changes. */
export interface PresenceRun {
  readonly kind: 'presence';
  /** How many events it is made of. */
  readonly events: number;
  /** Those told apart, in the order in which they first appear. */
  readonly people: readonly PersonPresence[];
  /** How many more there are, by outcome. */
  readonly others: Readonly<Record<PresenceOutcome, number>>;
}

export const EMPTY_RUN: PresenceRun = {
  kind: 'presence',
  events: 0,
  people: [],
  others: { joined: 0, left: 0, passed: 0, returned: 0, renamed: 0 },
};

/** The run with one more change at its end. */
export function withChange(run: PresenceRun, change: PresenceChange): PresenceRun {
  const { people, others } = run;
  const events = run.events + 1;
  const { kind, name } = change;
  const index = people.findIndex((one) => one.name === name && one.isHere !== (kind === 'join'));
  const known = people[index];
  if (known) return { ...run, events, people: people.with(index, updated(known, after(change))) };
  if (people.length >= MAX_TOLD_APART) return { ...run, events, others: counted(others, kind) };
  const person = { first: name, wasHere: kind !== 'join', ...after(change) };
  return { ...run, events, people: [...people, person] };
}

/** Two runs, one after the other, as one. */
export function concatRuns(first: PresenceRun, second: PresenceRun): PresenceRun {
  const people = [...first.people];
  let { others } = first;
  for (const one of second.people) {
    const index = people.findIndex(({ name, isHere }) => name === one.first && isHere === one.wasHere);
    const known = people[index];
    if (known) people[index] = updated(known, one);
    else if (people.length < MAX_TOLD_APART) people.push(one);
    else others = plus(others, { [outcomeOf(one)]: 1 });
  }
  return {
    kind: 'presence',
    events: first.events + second.events,
    people,
    others: plus(others, second.others),
  };
}

export function outcomeOf({ first, wasHere, name, isHere, went }: PersonPresence): PresenceOutcome {
  if (!wasHere) return isHere ? 'joined' : 'passed';
  if (!isHere) return 'left';
  return went && first === name ? 'returned' : 'renamed';
}

type After = Pick<PersonPresence, 'name' | 'isHere' | 'went'>;

const updated = (person: PersonPresence, { name, isHere, went }: After): PersonPresence => ({
  ...person,
  name,
  isHere,
  went: person.went || went,
});

const after = (change: PresenceChange): After => ({
  name: change.kind === 'rename' ? change.to : change.name,
  isHere: change.kind !== 'leave',
  went: change.kind === 'leave',
});

function counted(others: PresenceRun['others'], kind: PresenceChange['kind']): PresenceRun['others'] {
  if (kind === 'join') return plus(others, { joined: 1 });
  if (kind === 'rename') return plus(others, { renamed: 1 });
  // whoever leaves has most likely joined a moment ago
  return plus(others, others.joined > 0 ? { joined: -1, passed: 1 } : { left: 1 });
}

function plus(others: PresenceRun['others'], more: Partial<PresenceRun['others']>): PresenceRun['others'] {
  const sum = (outcome: PresenceOutcome): number => others[outcome] + (more[outcome] ?? 0);
  return {
    joined: sum('joined'),
    left: sum('left'),
    passed: sum('passed'),
    returned: sum('returned'),
    renamed: sum('renamed'),
  };
}
