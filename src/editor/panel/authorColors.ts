import { AUTHOR_COLORS } from '../../panel/entrySchemas';
import type { Member } from '../../protocol/wire/messages';
import { foldName } from '../../protocol/names/nameKeys';

/** From one colour to the next that is tried. It leads through all of them, and neighbours look different. */
const STEP = 5;
/** So many people's colours are remembered at most, besides those who are here. */
const MAX_KNOWN = 1000;

/**
 * Which colour each author of a room has. It is made from the name, so a person has the same in every room. Where two of
 * the people who are here would share one, whoever came later gets another, as long as there are any.
 */
export class AuthorColors {
  /** Member id -> colour. */
  private readonly known = new Map<string, number>();
  /** Ids of those who were here at the last update. They keep their colours. */
  private here: ReadonlySet<string> = new Set();

  /**
   * @param members who is here, in any order: each client has itself first
   * @param authors member id -> name of those who said something
   */
  update(
    members: readonly Pick<Member, 'mid' | 'name' | 'since'>[],
    authors: ReadonlyMap<string, string>,
  ): void {
    // where there are more people than colours, those who speak count
    const counted =
      members.length <= AUTHOR_COLORS
        ? members
        : members.filter(({ mid: memberId }) => authors.has(memberId) || this.known.has(memberId));
    const stays = ({ mid: memberId }: Pick<Member, 'mid'>): boolean =>
      this.here.has(memberId) && this.known.has(memberId);
    const taken = new Set(counted.filter(stays).map(({ mid: memberId }) => this.of(memberId)));
    const come = counted.filter((member) => !stays(member)).sort((a, b) => a.since - b.since);
    for (const { mid: memberId, name } of come) {
      taken.add(this.give(memberId, name, taken));
    }
    this.here = new Set(counted.map(({ mid: memberId }) => memberId));
    for (const [memberId, name] of authors) {
      if (!this.known.has(memberId)) this.give(memberId, name, new Set(this.known.values()));
    }
    this.trim();
  }

  of(memberId: string): number {
    return this.known.get(memberId) ?? 0;
  }

  private give(memberId: string, name: string, taken: ReadonlySet<number>): number {
    const wanted = this.known.get(memberId) ?? hash(foldName(name)) % AUTHOR_COLORS;
    const all = Array.from({ length: AUTHOR_COLORS }, (_, i) => (wanted + i * STEP) % AUTHOR_COLORS);
    const color = all.find((one) => !taken.has(one)) ?? wanted;
    this.known.set(memberId, color);
    return color;
  }

  private trim(): void {
    let excess = this.known.size - this.here.size - MAX_KNOWN;
    for (const memberId of this.known.keys()) {
      if (excess <= 0) return;
      if (this.here.has(memberId)) continue;
      this.known.delete(memberId);
      excess -= 1;
    }
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  // the low bits of FNV are its weak ones: fold the high ones in
  return (sum ^ (sum >>> 15)) >>> 0;
}
