import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import {
  type Entry,
  type IsWanted,
  type MessageEntry,
  isSaidWith,
  partnerOf,
} from '../../client/conversation/entry';
import type { Ignored } from '../ignoring/ignored';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';
import type { Unread } from '../unread/unread';

/** Most direct conversations that are listed at a time, and most that are remembered although nothing in them is unread. */
const MAX_LISTED = 50;

/** What is said in the room with one member alone. */
export interface DirectConversation {
  readonly memberId: string;
  /** Their name, or the last that was known; undefined where none was. */
  readonly name: string | undefined;
  /** Whether they are in the room now. */
  readonly isHere: boolean;
  /** How many of their messages are unread. */
  readonly unread: number;
}

export interface ConversationsParts {
  readonly session: Pick<ChatSession, 'onDidChangeRoom' | 'onDidChangeEntries'> & {
    readonly current: Pick<RoomSession, 'members' | 'memberId'>;
  };
  readonly unread: Pick<Unread, 'countWith' | 'partners' | 'onDidChange'>;
  readonly ignored: Pick<Ignored, 'has' | 'onDidChange'>;
}

/**
 * The conversations in the current room: what is said to everybody, and what is said with one member alone. The chat of
 * this window shows one of them at a time.
 */
export class Conversations implements Disposable {
  private readonly store = new DisposableStore();
  /** Their last known names by member id, in the order in which the conversations began. */
  private readonly names = new Map<string, string | undefined>();
  private shownPartner: string | undefined;
  private readonly showing = this.store.add(new Emitter<void>());
  private readonly change = this.store.add(new Emitter<void>());
  /** Fires when another conversation is shown. Not when the window goes to another room, of which everything is new. */
  readonly onDidShow = this.showing.event;
  /** Fires when `list` may have changed. */
  readonly onDidChange = this.change.event;

  constructor(private readonly parts: ConversationsParts) {
    const { session, unread, ignored } = parts;
    this.store.add(
      session.onDidChangeRoom(() => {
        this.names.clear();
        this.shownPartner = undefined;
      }),
    );
    this.store.add(session.onDidChangeEntries((entries) => this.take(entries)));
    const changed = (): void => {
      if (this.names.size > 0) this.change.fire();
    };
    this.store.add(unread.onDidChange(changed));
    this.store.add(ignored.onDidChange(changed));
  }

  /** The member whose conversation is shown; undefined: what is said to everybody. */
  get shown(): string | undefined {
    return this.shownPartner;
  }

  /**
   * The conversations with one member, without those with people who are ignored. Where there are too many, those with
   * unread messages come first, in their order; the others follow once these are read.
   */
  get list(): readonly DirectConversation[] {
    const { unread } = this.parts;
    const here = new Map(this.parts.session.current.members.map(({ mid, name }) => [mid, name]));
    for (const memberId of this.names.keys())
      this.names.set(memberId, here.get(memberId) ?? this.names.get(memberId));
    const listed = this.listed();
    return [...this.names.keys()]
      .filter((memberId) => listed.has(memberId))
      .map((memberId) => ({
        memberId,
        name: this.names.get(memberId),
        isHere: here.has(memberId),
        unread: unread.countWith(memberId),
      }));
  }

  /** Whether an entry of the transcript belongs to what is shown now. */
  get isShown(): IsWanted {
    const { shownPartner } = this;
    return (entry) => isSaidWith(shownPartner, entry);
  }

  /**
   * Shows what is said with that member alone, or with undefined to everybody.
   * @returns false: there is no such member, nor anything that was said with them
   */
  show(memberId: string | undefined): boolean {
    const { members, memberId: self } = this.parts.session.current;
    if (memberId !== undefined) {
      const member = members.find(({ mid }) => mid === memberId);
      if (memberId === self || (!member && !this.names.has(memberId))) return false;
      this.forget();
      this.names.set(memberId, member?.name ?? this.names.get(memberId));
    }
    if (memberId === this.shownPartner) return true;
    this.shownPartner = memberId;
    this.showing.fire();
    return true;
  }

  /** Shows the conversation that a message belongs to. */
  showThatOf(message: MessageEntry): void {
    this.show(partnerOf(message));
  }

  dispose(): void {
    this.store.dispose();
  }

  private take(entries: readonly Entry[]): void {
    const { ignored } = this.parts;
    // what comes now is not counted as unread yet
    this.forget();
    const { size } = this.names;
    for (const entry of entries) {
      const partner = entry.kind === 'message' ? partnerOf(entry) : undefined;
      if (partner === undefined || entry.kind !== 'message' || ignored.has(partner)) continue;
      this.names.set(partner, entry.own ? this.names.get(partner) : entry.from);
    }
    if (this.names.size !== size) this.change.fire();
  }

  private listed(): ReadonlySet<string> {
    const { unread, ignored } = this.parts;
    const all = [...this.names.keys()].filter((one) => one === this.shownPartner || !ignored.has(one));
    const rank = (one: string): number => (one === this.shownPartner ? 0 : unread.countWith(one) > 0 ? 1 : 2);
    const ranked = [0, 1].flatMap((wanted) => all.filter((one) => rank(one) === wanted));
    const read = all.filter((one) => rank(one) === 2);
    return new Set([...ranked, ...read.reverse()].slice(0, MAX_LISTED));
  }

  /** Forgets the oldest that are read, where there are too many. What is unread has a bound of its own. */
  private forget(): void {
    if (this.names.size <= MAX_LISTED) return;
    const { partners } = this.parts.unread;
    const read = [...this.names.keys()].filter((one) => one !== this.shownPartner && !partners.has(one));
    for (const oldest of read.slice(0, -MAX_LISTED)) this.names.delete(oldest);
  }
}
