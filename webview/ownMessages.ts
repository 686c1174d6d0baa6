import type { PanelEntry, PanelMessage } from '../src/panel/entrySchemas';

/** What has become of this person's own messages. */
export interface OwnNews {
  /** How many have come back from the room. */
  readonly sent: number;
  /** The first that has failed. */
  readonly failed: PanelMessage | undefined;
}

/** Tells which of this person's messages were said in this panel: those said elsewhere are no news here. */
export class OwnMessages {
  /** How many were said here that the host has not shown yet. */
  private awaited = 0;
  /** Keys of those that were said elsewhere and are not back yet. */
  private readonly elsewhere = new Set<string>();

  said(): void {
    this.awaited += 1;
  }

  /** The host has taken one back to the composer. */
  refused(): void {
    this.awaited = Math.max(0, this.awaited - 1);
  }

  /** Everything that is shown is replaced. What is pending then is news once it is back, wherever it was said. */
  startAnew(): void {
    this.awaited = 0;
    this.elsewhere.clear();
  }

  /** @param before what was shown @param entries what is new or has changed */
  news(before: readonly PanelEntry[], entries: readonly PanelEntry[]): OwnNews {
    const known = new Map(before.map((entry) => [entry.key, entry]));
    let sent = 0;
    let failed: PanelMessage | undefined;
    for (const entry of entries) {
      if (entry.kind !== 'message' || !entry.own) continue;
      const was = known.get(entry.key);
      if (!this.isNews(entry, was?.kind === 'message' ? was.status : undefined)) continue;
      if (entry.status === 'sent') sent += 1;
      if (entry.status === 'failed') failed ??= entry;
    }
    return { sent, failed };
  }

  /** @param was its status before; undefined: it was not shown */
  private isNews({ key, status }: PanelMessage, was: PanelMessage['status'] | undefined): boolean {
    const isFromHere = was === undefined ? this.awaited > 0 : !this.elsewhere.has(key);
    if (was === undefined) this.refused();
    if (isFromHere) return status !== was;
    if (status === 'sent') this.elsewhere.delete(key);
    else this.elsewhere.add(key);
    return false;
  }
}
