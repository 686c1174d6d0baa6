import type { Entry as TranscriptEntry } from '../../client/conversation/entry';
import type { Batch, ToPanel } from '../../panel/messages';

/** So many entries wait at most for a panel that is slow; of more it gets the newest page, and the rest is pages away. */
export const MAX_WAITING = 300;

export type Snapshot = Extract<ToPanel, { type: 'snapshot' }>;

export interface PanelFeedParts {
  readonly post: (batch: Batch) => void;
  /** Whose messages are not shown, by mid. */
  readonly isIgnored: (memberId: string) => boolean;
  /** Makes what is posted, as late as that, so that it is of now. */
  readonly make: {
    readonly snapshot: () => Snapshot;
    readonly state: () => ToPanel;
    readonly typing: () => ToPanel;
    readonly entries: (entries: readonly TranscriptEntry[]) => ToPanel;
    /** @param came how many messages of others are new, but of those who are ignored */
    readonly newest: (came: number) => ToPanel;
  };
}

/** Of what can be said at any time the newest stands for all before. */
type Refreshed = 'snapshot' | 'state' | 'typing';
type Other = Extract<ToPanel, { type: 'older' | 'focus' | 'read' | 'refused' }>;

/**
 * What the panel has yet to be told. It is told all of it at a time, and no more before it has taken that: so a burst is
 * a few posts, and nothing piles up before a panel that does not keep up.
 */
export class PanelFeed {
  private readonly refreshed = new Set<Refreshed>();
  /** New versions by key. */
  private readonly entries = new Map<string, TranscriptEntry>();
  /** There were too many of them. */
  private isBehind = false;
  /** How many messages of others have come since the panel took what was posted last. */
  private came = 0;
  /** The place of the newest message of others. */
  private newest = -Infinity;
  private others: Other[] = [];
  /** The page is drawn and listens. What is posted before is lost, so nothing is. */
  private isReady = false;
  private isTaking = false;

  constructor(private readonly parts: PanelFeedParts) {}

  /** There is a page that knows nothing yet; it may be the one that was there, with what somebody was writing. */
  ready(): void {
    const refused = this.others.filter(({ type }) => type === 'refused');
    this.gone();
    this.others = refused;
    this.isReady = true;
  }

  /** The page is gone. */
  gone(): void {
    this.isReady = this.isTaking = false;
    this.clear();
  }

  /** The panel has taken what was posted last. */
  taken(): void {
    this.isTaking = false;
    this.flush();
  }

  /** A snapshot stands for all entries, and for pages that were asked for before it. */
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

  add(message: Other): void {
    if (!this.isReady) return;
    const isKept = message.type === 'focus' || message.type === 'read';
    if (isKept) this.others = this.others.filter(({ type }) => type !== message.type);
    this.others.push(message);
    this.flush();
  }

  private flush(): void {
    if (this.isTaking || !this.isReady) return;
    const { refreshed, entries, others, parts } = this;
    const { make } = parts;
    // what is read is among the entries
    const isLate = ({ type }: Other): boolean => type === 'read' || type === 'refused';
    const messages: readonly ToPanel[] = [
      ...(refreshed.has('snapshot') ? [this.snapshot()] : []),
      ...others.filter((other) => !isLate(other)),
      ...(entries.size > 0 ? [make.entries([...entries.values()])] : []),
      ...(this.isBehind ? [make.newest(this.came)] : []),
      ...(refreshed.has('state') ? [make.state()] : []),
      ...(refreshed.has('typing') ? [make.typing()] : []),
      ...others.filter(isLate),
    ];
    if (messages.length === 0) return;
    this.clear();
    this.isTaking = true;
    parts.post({ type: 'batch', messages });
  }

  /** What becomes of messages that are in it is no new message. */
  private snapshot(): ToPanel {
    const snapshot = this.parts.make.snapshot();
    const last = snapshot.entries.findLast((entry) => entry.kind === 'message' && entry.status === 'sent');
    this.newest = last?.order ?? -Infinity;
    return snapshot;
  }

  private clear(): void {
    this.refreshed.clear();
    this.others = [];
    this.forgetEntries();
  }

  private forgetEntries(): void {
    this.entries.clear();
    this.isBehind = false;
    this.came = 0;
  }
}
