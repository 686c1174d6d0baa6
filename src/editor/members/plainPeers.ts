import type { Member } from '../../protocol/wire/messages';

/**
 * Ids of those here who use `nc` or another program that shows plain text only. In the room of an original server that is
 * true of everybody, and nobody is told apart by it.
 * @param self this person's id
 */
export function plainPeersOf(
  members: readonly Pick<Member, 'mid' | 'dialect'>[],
  self: string | undefined,
): ReadonlySet<string> {
  const plain = members.filter(({ dialect }) => dialect !== 'native').map(({ mid }) => mid);
  const ids = new Set(plain);
  return self !== undefined && ids.has(self) ? new Set() : ids;
}
