import { withoutUndefined } from '../../base/withoutUndefined';
import type { Entry as TranscriptEntry } from '../../client/conversation/entry';
import type { ReadPlace } from '../session/roomMemory';
import type { RoomSession } from '../session/roomSession';
import type { Destination } from '../../panel/fromPanel';
import type { PanelEntry, PanelMessage } from '../../panel/entrySchemas';
import type { PanelOffer, PanelState } from '../../panel/stateSchemas';
import type { ToPanel } from '../../panel/toPanel';
import type { SelectedCode } from '../code/selectedCode';
import type { Conversations } from '../direct/conversations';
import type { ChatSession } from '../session/chatSession';
import type { Ignored } from '../ignoring/ignored';
import type { Unread } from '../unread/unread';
import { LookAlikes } from '../members/lookAlikes';
import { plainPeersOf } from '../members/plainPeers';
import { AuthorColors } from './authorColors';
import { readSettings } from '../platform/settings';
import type { DraftRoom, Drafts } from './drafts';
import { whereAndWhenText } from '../offers/offerTexts';
import type { RoomOffer, RoomOffers } from '../offers/roomOffers';
import { recipientText } from '../wording/recipientText';
import type { EmojiChoices } from './emojiChoices';
import { KnownNames } from './knownNames';
import { knownRoom } from './knownRoom';
import { type EntryContext, panelEntry } from './panelEntry';
import type { MessageMakers, ToPanelOf } from './panelFeed';
import { panelState } from './panelState';
import type { ShownPages } from './shownPages';

const panelOffer = ({ id, kind, room }: RoomOffer): PanelOffer => ({
  ...{ id, kind, name: room.name, detail: whereAndWhenText(room) },
});

export interface PanelMessagesParts {
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly drafts: Drafts;
  readonly emoji: Pick<EmojiChoices, 'recent' | 'skinTone'>;
  readonly offers: Pick<RoomOffers, 'list'>;
  readonly conversations: Conversations;
  readonly pages: ShownPages;
  readonly selectedCode: Pick<SelectedCode, 'exists'>;
}

/** Makes the messages to the panel from what the session holds now. */
export class PanelMessages implements MessageMakers, DraftRoom {
  private readonly looks = new WeakMap<RoomSession, { colors: AuthorColors; lookAlikes: LookAlikes }>();
  private readonly names = new WeakMap<RoomSession, KnownNames>();

  constructor(private readonly parts: PanelMessagesParts) {}

  snapshot(): ToPanelOf<'snapshot'> {
    const state = this.panelState();
    const readUpTo = this.parts.unread.readUpToWith(this.parts.conversations.shown);
    const snapshot = { type: 'snapshot', state, ...this.newestPage(), readUpTo } as const;
    const { destination } = this;
    if (!destination) return snapshot;
    return { ...snapshot, draft: this.parts.drafts.of(destination, this) };
  }

  /** Whom a text is for that is written now; undefined: there is no room. */
  get destination(): Destination | undefined {
    const { room } = this.parts.session.state;
    return (
      room && withoutUndefined<Destination>({ room: knownRoom(room).key, to: this.parts.conversations.shown })
    );
  }

  /** The message at that place, where it is here. */
  message(order: number): PanelMessage | undefined {
    const entry = this.parts.session.current.messageAt(order);
    const [message] = entry ? this.panelEntries([entry]) : [];
    return message?.kind === 'message' ? message : undefined;
  }

  placeOf(order: number): ReadPlace | undefined {
    const { current } = this.parts.session;
    const place = current.readPlaceOf(order);
    return place && current.orderOf(place) === order ? place : undefined;
  }

  orderOf(place: ReadPlace): number | undefined {
    return this.parts.session.current.orderOf(place);
  }

  state(): ToPanel {
    return { type: 'state', state: this.panelState() };
  }

  private panelState(): PanelState {
    const { session, conversations, unread, offers, emoji } = this.parts;
    const state = panelState(session.state, offers.list.map(panelOffer), readSettings(), {
      direct: conversations.list,
      shown: conversations.shown,
      unread: unread.countWith(undefined),
    });
    const { recent: recentEmoji, skinTone } = emoji;
    const { exists } = this.parts.selectedCode;
    return { ...state, recentEmoji, ...(skinTone && { skinTone }), ...(exists && { selection: exists }) };
  }

  /** Leaves out people who are ignored. Typists are known by name only. */
  typing(): ToPanel {
    const { members, typists } = this.parts.session.current;
    const ignored = new Set(
      members.filter(({ mid: memberId }) => this.parts.ignored.has(memberId)).map(({ name }) => name),
    );
    return { type: 'typing', names: typists.filter((name) => !ignored.has(name)) };
  }

  members(): ToPanel {
    const { members, memberId } = this.parts.session.current;
    const { colors } = this.looksOf([]);
    return {
      type: 'members',
      members: members.map(({ mid, name }) => ({ mid, name, color: colors.of(mid), you: mid === memberId })),
    };
  }

  /** Who in the room is called otherwise than before. */
  renamed(): readonly { readonly mid: string; readonly name: string }[] {
    const { current } = this.parts.session;
    const names = this.names.get(current) ?? new KnownNames();
    this.names.set(current, names);
    return names.update(current.members);
  }

  entries(entries: readonly TranscriptEntry[]): ToPanel {
    return { type: 'entries', entries: this.panelEntries(entries) };
  }

  newest(came: number): ToPanel {
    return { type: 'newest', ...this.newestPage(), came };
  }

  /** The page that ends before the entry of order `before`. It may have to come from the server. */
  async older(before: number): Promise<ToPanelOf<'older'>> {
    const { entries, more } = await this.parts.pages.older(before);
    return { type: 'older', before, entries: this.panelEntries(entries), more };
  }

  private newestPage(): { readonly entries: readonly PanelEntry[]; readonly more: boolean } {
    const { entries, more } = this.parts.pages.newest();
    return { entries: this.panelEntries(entries), more };
  }

  private panelEntries(entries: readonly TranscriptEntry[]): readonly PanelEntry[] {
    const { colors, lookAlikes } = this.looksOf(entries);
    const { current } = this.parts.session;
    const plainPeers = plainPeersOf(current.members, current.memberId);
    const context: EntryContext = {
      isIgnored: (memberId) => this.parts.ignored.has(memberId),
      recipientText: (memberId) => recipientText(memberId, current),
      colorOf: (memberId) => colors.of(memberId),
      lookAlikeOf: (memberId, name) => lookAlikes.of(memberId, name),
      isPlainPeer: (memberId) => plainPeers.has(memberId),
      messageAt: (order) => current.messageAt(order),
      members: current.members,
      self: current.memberId,
      plain: !readSettings().markdown,
    };
    return entries.map((entry) => panelEntry(entry, context));
  }

  /** How the people of the current room look, with the authors of these entries. */
  private looksOf(entries: readonly TranscriptEntry[]): { colors: AuthorColors; lookAlikes: LookAlikes } {
    const { current } = this.parts.session;
    const looks = this.looks.get(current) ?? { colors: new AuthorColors(), lookAlikes: new LookAlikes() };
    this.looks.set(current, looks);
    const said = entries.filter((entry) => entry.kind === 'message');
    looks.colors.update(current.members, new Map(said.map(({ by, from }) => [by, from])));
    looks.lookAlikes.update(current.members, current.memberId);
    for (const { by, from, at } of said) looks.lookAlikes.heard(by, from, at);
    return looks;
  }
}
