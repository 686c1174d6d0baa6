import type { PanelEntry, PanelMessage } from '../src/panel/toPanel';

/** What has become of this person's own messages. */
export interface OwnNews {
  /** How many have come back from the room. */
  readonly sent: number;
  /** The first that has failed. */
  readonly failed: PanelMessage | undefined;
}

/** Tells which of this person's messages were said in this panel: those of their other windows are no news. */
export class OwnMessages {
  /** How many were said here that the host has not shown yet. */
  private awaited = 0;

  said(): void {
    this.awaited += 1;
  }

  /** The host has taken one back to the composer, or everything that is shown is replaced. */
  refused(count = 1): void {
    this.awaited = Math.max(0, this.awaited - count);
  }

  /** @param before what was shown @param entries what is new or has changed */
  news(before: readonly PanelEntry[], entries: readonly PanelEntry[]): OwnNews {
    const known = new Map(before.map((entry) => [entry.key, entry]));
    let sent = 0;
    let failed: PanelMessage | undefined;
    for (const entry of entries) {
      if (entry.kind !== 'message' || !entry.own) continue;
      const was = known.get(entry.key);
      const status = was?.kind === 'message' ? was.status : undefined;
      if (entry.status === 'failed' && status !== 'failed') failed ??= entry;
      const isFromHere = status === undefined ? this.awaited > 0 : status !== 'sent';
      if (status === undefined) this.refused();
      if (entry.status === 'sent' && isFromHere) sent += 1;
    }
    return { sent, failed };
  }
}
