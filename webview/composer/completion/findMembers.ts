// Finds members by what is written of their names. Pure.
import type { PanelMember } from '../../../src/panel/toPanel';

/** As many as one looks through. */
const MAX_FOUND = 20;

/** Without case and accents, which nobody types who searches. */
const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase().normalize('NFC');

/**
 * The members whom `query` may mean, the likeliest first: whose name begins so, then who has a word that begins so, then
 * who has it anywhere. With a space in it, only a name that begins so is meant, since the sentence may just go on.
 */
export function findMembers(members: readonly PanelMember[], query: string): readonly PanelMember[] {
  const wanted = folded(query);
  const rank = (name: string): number => {
    const text = folded(name);
    if (text.startsWith(wanted)) return 0;
    if (/\s/u.test(wanted)) return Infinity;
    const at = text.indexOf(wanted);
    if (at < 0) return Infinity;
    return text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return members
    .map((member) => ({ member, rank: rank(member.name) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.member.name.localeCompare(b.member.name))
    .slice(0, MAX_FOUND)
    .map(({ member }) => member);
}
