import * as v from 'valibot';
import { handle, type Handlers, parseMessage } from '../src/panel/messageTable';
import type { FromPanel } from '../src/panel/fromPanel';
import {
  Batch,
  type PanelEntry,
  type PanelMessage,
  type PanelState,
  TO_PANEL,
  type ToPanel,
} from '../src/panel/toPanel';
import type { PanelStrings } from '../src/panel/strings';
import type { Announcer } from './announcer';
import type { Composer } from './composer/composer';
import type { Navigation } from './navigation';
import { newFromOthers } from './state/viewState';
import type { Store } from './store';
import { connectionText } from './views/connection';

export interface HostMessagesParts {
  readonly store: Store;
  readonly navigation: Navigation;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly strings: PanelStrings;
  readonly post: (message: FromPanel) => void;
  /** A snapshot has replaced everything. */
  readonly onSnapshot: () => void;
}

/** Takes what the extension host posts. What does not fit its schema is dropped and reported. */
export class HostMessages {
  private readonly handlers: Handlers<ToPanel>;

  constructor(private readonly parts: HostMessagesParts) {
    const { store, navigation, composer, announcer, onSnapshot } = parts;
    const { dispatch } = store;
    this.handlers = {
      snapshot: (message) => {
        onSnapshot();
        if (message.draft) composer.showDraft(message.draft);
        dispatch(message);
      },
      state: dispatch,
      entries: (message) => {
        const { entries } = store.state;
        dispatch(message);
        this.announceEntries(entries, message.entries);
      },
      newest: (message) => {
        dispatch(message);
        announcer.arrived([], message.came);
      },
      older: (message) => {
        dispatch(message);
        navigation.seek();
      },
      typing: dispatch,
      focus: dispatch,
      read: dispatch,
      refused: ({ text, problem }) => {
        composer.restore(text, problem);
        announcer.tell(problem);
      },
    };
  }

  /** @param data a batch, which is answered; or one message by itself */
  receive(data: unknown): void {
    const batch = v.safeParse(Batch, data);
    if (!batch.success) {
      this.take(data);
      return;
    }
    try {
      for (const message of batch.output.messages) this.take(message);
    } finally {
      this.parts.post({ type: 'taken' });
    }
  }

  private take(value: unknown): void {
    const message = parseMessage(TO_PANEL, value, report);
    if (!message) return;
    const { panel } = this.parts.store.state;
    handle(this.handlers, message);
    this.announceConnection(panel);
  }

  private announceEntries(before: readonly PanelEntry[], entries: readonly PanelEntry[]): void {
    const { announcer, strings } = this.parts;
    announcer.arrived(newFromOthers(before, entries));
    const failed = entries.find(
      (entry): entry is PanelMessage => entry.kind === 'message' && entry.own && entry.status === 'failed',
    );
    if (failed) announcer.tell(`${strings.notSent} ${failed.problem ?? ''}`.trimEnd());
  }

  private announceConnection(before: PanelState | undefined): void {
    const { store, announcer, strings } = this.parts;
    const connection = store.state.panel?.connection;
    if (!connection || !before || connection.kind === before.connection.kind) return;
    const isBack = connection.kind === 'joined' && before.connection.kind === 'reconnecting';
    announcer.tell(isBack ? strings.backAgain : connectionText(connection, strings));
  }
}

function report(problem: string): void {
  // eslint-disable-next-line no-console -- the panel has no other log; VS Code shows it in the developer tools
  console.error(`the extension host posted ${problem}`);
}
