import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import { type PresenceRun, type PresenceOutcome, outcomeOf } from '../../client/conversation/presenceRun';

const { t } = vscode.l10n;

/** Most names in a sentence of the line; the other people are a number. */
const MAX_NAMES = 3;

/** Sums up a run of comings and goings in a few words, however long it is. */
export const presenceText = (run: PresenceRun): string => sentencesOf(run, MAX_NAMES).join(' ');

/** Tells all that is known of a run, a sentence for each thing that happened; nothing where `presenceText` says all of it. */
export function presenceDetails(run: PresenceRun): readonly string[] {
  const sentences = sentencesOf(run, Infinity);
  return sentences.length > 1 || sentences[0] !== presenceText(run) ? sentences : [];
}

/** @param max most names in a sentence */
function sentencesOf(run: PresenceRun, max: number): readonly string[] {
  const named = (outcome: PresenceOutcome) => run.people.filter((person) => outcomeOf(person) === outcome);
  const about = (
    outcome: PresenceOutcome,
    one: (name: string) => string,
    several: (names: string) => string,
  ): readonly string[] => {
    const names = named(outcome).map(({ name }) => isolated(name));
    const count = names.length + run.others[outcome];
    if (count === 0) return [];
    return [count === 1 && names[0] !== undefined ? one(names[0]) : several(namesText(names, count, max))];
  };
  const renamed = named('renamed').slice(0, max);
  const moreRenamed = named('renamed').length + run.others.renamed - renamed.length;
  return [
    ...about(
      'joined',
      (name) => t('{0} joined the room.', name),
      (names) => t('{0} joined.', names),
    ),
    ...about(
      'left',
      (name) => t('{0} left the room.', name),
      (names) => t('{0} left.', names),
    ),
    ...about(
      'passed',
      (name) => t('{0} came and went.', name),
      (names) => t('{0} came and left.', names),
    ),
    ...about(
      'returned',
      (name) => t('{0} went and came back.', name),
      (names) => t('{0} left and came back.', names),
    ),
    ...renamed.map(({ first, name }) =>
      first === name
        ? t('{0} has their old name back.', isolated(name))
        : t('{0} is now {1}.', isolated(first), isolated(name)),
    ),
    ...(moreRenamed > 0 ? [t('Other new names: {0}.', moreRenamed)] : []),
  ];
}

/** @param count of all of them, the named ones included */
function namesText(names: readonly string[], count: number, max: number): string {
  // a known name is shorter than "and one other"
  const shown = count === names.length && count <= max + 1 ? names : names.slice(0, max);
  const others = count - shown.length;
  const list = shown.join(', ');
  if (others === 0) return t('{0} and {1}', shown.slice(0, -1).join(', '), shown.at(-1) ?? '');
  if (shown.length === 0) return others === 1 ? t('Somebody else') : t('{0} people', others);
  return others === 1 ? t('{0} and one other', list) : t('{0} and {1} others', list, others);
}
