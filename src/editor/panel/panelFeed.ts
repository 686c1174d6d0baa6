import type { Entry as TranscriptEntry } from '../../client/conversation/entry';
import type { Batch, ToPanel } from '../../panel/toPanel';

/** At most so many entries wait for a slow panel. Where there are more, it gets the newest page and asks for the rest. */
export const MAX_WAITING = 300;

export type ToPanelOf<T extends ToPanel['type']> = Extract<ToPanel, { readonly type: T }>;

/** Make what is posted, as late as possible, so that it is up to date. */
export interface MessageMakers {
  snapshot(): ToPanelOf<'snapshot'>;
  state(): ToPanel;
  typing(): ToPanel;
  members(): ToPanel;
  entries(entries: readonly TranscriptEntry[]): ToPanel;
  /** @param came how many messages of others are new, without those of people who are ignored */
  newest(came: number): ToPanel;
}

export interface PanelFeedParts {
  readonly post: (batch: Batch) => void;
  /** Whose messages are not shown, by member id. */
  readonly isIgnored: (memberId: string) => boolean;
  readonly make: MessageMakers;
}

/** The newest of these replaces all before it, so each is made when it is posted. */
type Refreshed = 'snapshot' | 'state' | 'typing' | 'members';
/** Of these, the newest replaces those before it. */
const REPLACES: ReadonlySet<ToPanel['type']> = new Set(['focus', 'read', 'draft', 'invitation']);
/** What is posted as it was told. */
export type Other = ToPanelOf<
  | 'older'
  | 'focus'
  | 'read'
  | 'refused'
  | 'takenBack'
  | 'draft'
  | 'mention'
  | 'act'
  | 'copySelection'
  | 'goTo'
  | 'places'
  | 'codePlaces'
  | 'codeStale'
  | 'pastedCode'
  | 'attached'
  | 'invitation'
>;

/**
 * What the panel has yet to be told. It gets everything in one batch, and no more before it has taken that batch. So a
 * burst costs a few posts, and nothing piles up in front of a panel that does not keep up.
 */
export class PanelFeed {
  private readonly refreshed = new Set<Refreshed>();
  /** New versions by key. */
  private readonly entries = new Map<string, TranscriptEntry>();
  /** The new names of members, by their ids. */
  private readonly names = new Map<string, string>();
  /** There were too many entries to keep. */
  private isBehind = false;
  /** How many messages of others have come since the last batch. */
  private came = 0;
  /** The order of the newest message of others. */
  private newest = -Infinity;
  private others: Other[] = [];
  /** The page is drawn and listens. Before that a post would be lost, so nothing is posted. */
  private isReady = false;
  private isTaking = false;

  constructor(private readonly parts: PanelFeedParts) {}

  /** There is a page that knows nothing yet. It may be the same page as before, with a text somebody was writing. */
  ready(): void {
    const texts = this.others.filter(({ type }) => type === 'refused' || type === 'takenBack');
    this.gone();
    this.others = texts;
    this.isReady = true;
  }

  /** The page is gone. */
  gone(): void {
    this.isReady = this.isTaking = false;
    this.clear();
  }

  /** The panel has taken the last batch. */
  taken(): void {
    this.isTaking = false;
    this.flush();
  }

  /** Posts the newest of these. A snapshot replaces all entries, and pages that were asked for before it. */
  refresh(...what: readonly Refreshed[]): void {
    if (!this.isReady) return;
    for (const one of what) this.refreshed.add(one);
    if (this.refreshed.has('snapshot')) {
      this.forgetEntries();
      this.others = this.others.filter(({ type }) => type !== 'older');
    }
    this.flush();
  }

  addEntries(entries: readonly TranscriptEntry[]): void {
    if (!this.isReady || this.refreshed.has('snapshot')) return;
    for (const entry of entries) {
      if (!this.isBehind) this.entries.set(entry.key, entry);
      if (entry.kind === 'notice' || entry.own || entry.order <= this.newest) continue;
      if (this.parts.isIgnored(entry.by)) continue;
      this.newest = entry.order;
      this.came += 1;
    }
    if (this.entries.size > MAX_WAITING) {
      this.isBehind = true;
      this.entries.clear();
    }
    this.flush();
  }

  /** These are called otherwise now. What is drawn later has their new names anyway. */
  addNames(members: readonly { readonly mid: string; readonly name: string }[]): void {
    if (!this.isReady || this.refreshed.has('snapshot')) return;
    for (const { mid, name } of members)
      if (this.names.has(mid) || this.names.size < MAX_WAITING) this.names.set(mid, name);
    this.flush();
  }

  /** @returns false: there is no page to tell, and the message is gone */
  add(message: Other): boolean {
    if (!this.isReady) return false;
    const replaces = REPLACES.has(message.type);
    if (replaces) this.others = this.others.filter(({ type }) => type !== message.type);
    this.others.push(message);
    this.flush();
    return true;
  }

  private flush(): void {
    if (this.isTaking || !this.isReady) return;
    const { refreshed, entries, others, parts } = this;
    const { make } = parts;
    // What is read is among the entries, so the entries come first.
    const isLate = ({ type }: Other): boolean => type !== 'older' && type !== 'focus';
    const messages: readonly ToPanel[] = [
      ...(refreshed.has('snapshot') ? [this.snapshot()] : []),
      ...others.filter((other) => !isLate(other)),
      ...(entries.size > 0 ? [make.entries([...entries.values()])] : []),
      ...(this.isBehind ? [make.newest(this.came)] : []),
      ...this.renamed(),
      ...(refreshed.has('state') ? [make.state()] : []),
      ...(refreshed.has('typing') ? [make.typing()] : []),
      ...(refreshed.has('members') ? [make.members()] : []),
      ...others.filter(isLate),
    ];
    if (messages.length === 0) return;
    this.clear();
    this.isTaking = true;
    parts.post({ type: 'batch', messages });
  }

  /** Notes which messages the snapshot holds: a later change to one of them is no new message. */
  private snapshot(): ToPanel {
    const snapshot = this.parts.make.snapshot();
    const last = snapshot.entries.findLast((entry) => entry.kind === 'message' && entry.status === 'sent');
    this.newest = last?.order ?? -Infinity;
    return snapshot;
  }

  private renamed(): readonly ToPanel[] {
    const members = [...this.names].map(([mid, name]) => ({ mid, name }));
    return members.length > 0 ? [{ type: 'renamed', members }] : [];
  }

  private clear(): void {
    this.refreshed.clear();
    this.others = [];
    this.forgetEntries();
  }

  private forgetEntries(): void {
    this.entries.clear();
    this.names.clear();
    this.isBehind = false;
    this.came = 0;
  }
}
