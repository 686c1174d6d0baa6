import type { PanelStrings } from '../src/panel/strings';
import type { Announcer } from './announcer';
import type { Timers } from './browser/timers';
import type { Missing } from './navigation';
import type { Store } from './store';

/** How long "Copied" stands where "Copy" was. */
const COPIED_MS = 2000;
/** How long the message is marked that somebody went to. */
const FOUND_MS = 2000;
/** How long it stands there why a message is not. */
const MISSING_MS = 6000;

export interface PassingParts {
  readonly store: Pick<Store, 'dispatch'>;
  readonly announcer: Pick<Announcer, 'tell'>;
  readonly strings: PanelStrings;
  readonly timers: Pick<Timers, 'after'>;
}

/** What the panel shows for a moment: that something was copied; which message somebody went to, or why it is not there. */
export class Passing {
  private forgetCopied: (() => void) | undefined;
  private forgetFound: (() => void) | undefined;

  constructor(private readonly parts: PassingParts) {}

  /** @param what the key of a message, or whatever else tells it from all others in the panel */
  copied(what: string): void {
    const { store, announcer, strings, timers } = this.parts;
    this.forgetCopied?.();
    store.dispatch({ type: 'copied', what });
    announcer.tell(strings.copied);
    this.forgetCopied = timers.after(COPIED_MS, () => store.dispatch({ type: 'copied', what: undefined }));
  }

  /** Somebody went to the message with this key. */
  found(key: string | undefined): void {
    this.parts.store.dispatch({ type: 'found', key });
    this.leaveAfter(FOUND_MS);
  }

  /** Somebody goes to a message that may have to be fetched first. They hear of it when they are there. */
  looking(): void {
    const { store, strings } = this.parts;
    this.forgetFound?.();
    store.dispatch({ type: 'found', missing: strings.loadingOlder });
  }

  /** Somebody went to a message that is not there. */
  missing(why: Missing): void {
    const { store, announcer, strings } = this.parts;
    const { messageGone: gone, messageAway: away, messageHidden: hidden } = strings;
    const missing = { gone, away, hidden }[why];
    store.dispatch({ type: 'found', missing });
    announcer.tell(missing);
    this.leaveAfter(MISSING_MS);
  }

  private leaveAfter(ms: number): void {
    this.forgetFound?.();
    this.forgetFound = this.parts.timers.after(ms, () => this.parts.store.dispatch({ type: 'found' }));
  }
}
