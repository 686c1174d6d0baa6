import type { Entry as TranscriptEntry } from '../../client/conversation/entry';
import type { RoomSession } from '../session/roomSession';
import type { PanelEntry, PanelOffer, PanelState, ToPanel } from '../../panel/toPanel';
import type { ChatSession } from '../session/chatSession';
import type { Ignored } from '../ignoring/ignored';
import type { Unread } from '../unread/unread';
import { LookAlikes } from '../members/lookAlikes';
import { AuthorColors } from './authorColors';
import { readSettings } from '../platform/settings';
import { draftKey, type Drafts } from './drafts';
import { whereAndWhenText } from '../offers/offerTexts';
import type { RoomOffer, RoomOffers } from '../offers/roomOffers';
import { recipientText } from '../wording/recipientText';
import type { RecentEmoji } from './recentEmoji';
import { type EntryContext, panelEntry } from './panelEntry';
import type { MessageMakers, ToPanelOf } from './panelFeed';
import { panelState } from './panelState';

/** How many entries a snapshot or a page of older ones holds. */
const PAGE_SIZE = 200;

const panelOffer = ({ id, kind, room }: RoomOffer): PanelOffer => ({
  ...{ id, kind, name: room.name, detail: whereAndWhenText(room) },
});

/** Makes the messages to the panel from what the session holds now. */
export class PanelMessages implements MessageMakers {
  private readonly looks = new WeakMap<RoomSession, { colors: AuthorColors; lookAlikes: LookAlikes }>();

  constructor(
    private readonly session: ChatSession,
    private readonly unread: Unread,
    private readonly ignored: Ignored,
    private readonly drafts: Drafts,
    private readonly recentEmoji: Pick<RecentEmoji, 'list'>,
    private readonly offers: Pick<RoomOffers, 'list'>,
  ) {}

  snapshot(): ToPanelOf<'snapshot'> {
    const state = this.panelState();
    const { readUpTo } = this.unread;
    const snapshot = { type: 'snapshot', state, ...this.newestPage(), readUpTo } as const;
    if (!state.room) return snapshot;
    const room = draftKey(state.room);
    return { ...snapshot, draft: { room, text: this.drafts.of(room) } };
  }

  state(): ToPanel {
    return { type: 'state', state: this.panelState() };
  }

  private panelState(): PanelState {
    const state = panelState(this.session.state, this.offers.list.map(panelOffer), readSettings());
    return { ...state, recentEmoji: this.recentEmoji.list };
  }

  /** Leaves out people who are ignored. Typists are known by name only. */
  typing(): ToPanel {
    const { members, typists } = this.session.current;
    const ignored = new Set(
      members.filter(({ mid: memberId }) => this.ignored.has(memberId)).map(({ name }) => name),
    );
    return { type: 'typing', names: typists.filter((name) => !ignored.has(name)) };
  }

  members(): ToPanel {
    const { members, memberId } = this.session.current;
    const { colors } = this.looksOf([]);
    return {
      type: 'members',
      members: members.map(({ mid, name }) => ({ mid, name, color: colors.of(mid), you: mid === memberId })),
    };
  }

  entries(entries: readonly TranscriptEntry[]): ToPanel {
    return { type: 'entries', entries: this.panelEntries(entries) };
  }

  newest(came: number): ToPanel {
    return { type: 'newest', ...this.newestPage(), came };
  }

  /** The page that ends before the entry of order `before`. It may have to come from the server. */
  async older(before: number): Promise<ToPanelOf<'older'>> {
    const { entries, more } = await this.session.current.loadOlder(before, PAGE_SIZE);
    return { type: 'older', before, entries: this.panelEntries(entries), more };
  }

  private newestPage(): { readonly entries: readonly PanelEntry[]; readonly more: boolean } {
    const { current } = this.session;
    const { entries, more } = current.page(undefined, PAGE_SIZE);
    return { entries: this.panelEntries(entries), more: more || current.mayHaveOlder };
  }

  private panelEntries(entries: readonly TranscriptEntry[]): readonly PanelEntry[] {
    const { colors, lookAlikes } = this.looksOf(entries);
    const { current } = this.session;
    const context: EntryContext = {
      isIgnored: (memberId) => this.ignored.has(memberId),
      recipientText: (memberId) => recipientText(memberId, current),
      colorOf: (memberId) => colors.of(memberId),
      lookAlikeOf: (memberId, name) => lookAlikes.of(memberId, name),
      messageAt: (order) => current.messageAt(order),
      members: current.members,
      self: current.memberId,
    };
    return entries.map((entry) => panelEntry(entry, context));
  }

  /** How the people of the current room look, with the authors of these entries. */
  private looksOf(entries: readonly TranscriptEntry[]): { colors: AuthorColors; lookAlikes: LookAlikes } {
    const { current } = this.session;
    const looks = this.looks.get(current) ?? { colors: new AuthorColors(), lookAlikes: new LookAlikes() };
    this.looks.set(current, looks);
    const said = entries.filter((entry) => entry.kind === 'message');
    looks.colors.update(current.members, new Map(said.map(({ by, from }) => [by, from])));
    looks.lookAlikes.update(current.members, current.memberId);
    for (const { by, from, at } of said) looks.lookAlikes.heard(by, from, at);
    return looks;
  }
}
