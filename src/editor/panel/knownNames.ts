import type { Member } from '../../protocol/wire/messages';

/** So many who are gone are remembered at most. */
const MAX_GONE = 1000;

type Named = Pick<Member, 'mid' | 'name'>;

/** What the members of a room are called, to tell who is called otherwise now: also those who were away meanwhile. */
export class KnownNames {
  private names = new Map<string, string>();

  /** @returns those who had another name when they were seen last */
  update(members: readonly Named[]): readonly Named[] {
    const renamed = members.filter(({ mid, name }) => (this.names.get(mid) ?? name) !== name);
    for (const { mid, name } of members) this.names.set(mid, name);
    if (this.names.size > members.length + MAX_GONE)
      this.names = new Map(members.map(({ mid, name }) => [mid, name]));
    return renamed.map(({ mid, name }) => ({ mid, name }));
  }
}
