import * as v from 'valibot';
import { handle, type Handlers, parseMessage } from '../src/panel/messageTable';
import type { FromPanel } from '../src/panel/fromPanel';
import { PanelEntry } from '../src/panel/entrySchemas';
import type { PanelState } from '../src/panel/stateSchemas';
import { Batch, TO_PANEL, type ToPanel } from '../src/panel/toPanel';
import type { PanelStrings } from '../src/panel/strings';
import type { Announcer } from './announcer';
import type { Composer } from './composer/composer';
import type { InvitationCard } from './invitationCard';
import type { MessageActions } from './messageActions';
import type { Navigation } from './navigation';
import type { OwnMessages } from './ownMessages';
import type { SelectedText } from './selectedText';
import { destinationKey, isSameDestination } from './state/destination';
import { newFromOthers } from './state/viewState';
import type { Store } from './store';
import { composerLabel } from './wording/composerLabel';
import { connectionText } from './wording/connectionText';
import { fill } from './wording/strings';

export interface HostMessagesParts {
  readonly store: Store;
  readonly navigation: Navigation;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly ownMessages: OwnMessages;
  readonly invitation: InvitationCard;
  readonly messageActions: MessageActions;
  readonly selectedText: SelectedText;
  readonly strings: PanelStrings;
  readonly post: (message: FromPanel) => void;
  /** Code that was quoted from these paths may be elsewhere by now. */
  readonly onStale: (paths: readonly string[]) => void;
  /** A snapshot is about to replace everything. `place` only tells rooms and their conversations apart. */
  readonly onSnapshot: (place: string | undefined) => void;
}

/** Takes what the extension host posts. What does not fit its schema is left out and reported, and spoils nothing else. */
export class HostMessages {
  private readonly handlers: Handlers<ToPanel>;

  constructor(private readonly parts: HostMessagesParts) {
    const { store, navigation, composer, announcer, ownMessages, invitation, strings, onSnapshot } = parts;
    const { dispatch } = store;
    this.handlers = {
      snapshot: (message) => {
        onSnapshot(message.draft && destinationKey(message.draft));
        this.announceConversation(message);
        composer.showDraft(message.draft);
        this.announceOwn(message.entries);
        ownMessages.startAnew();
        dispatch(message);
      },
      state: (message) => {
        dispatch(message);
        invitation.refresh();
      },
      entries: (message) => {
        announcer.arrived(newFromOthers(store.state, message.entries));
        this.announceOwn(message.entries);
        dispatch(message);
      },
      newest: (message) => {
        this.announceOwn(message.entries);
        dispatch(message);
        announcer.arrived([], message.came);
      },
      older: (message) => {
        dispatch(message);
        navigation.seek();
      },
      typing: dispatch,
      focus: (message) => {
        announcer.isQuiet = message.quiet === true;
        dispatch(message);
      },
      draft: (message) => composer.followDraft(message),
      read: dispatch,
      takenBack: ({ draft }) => {
        composer.takenBack(draft);
        announcer.tell(draft === undefined ? strings.alreadySent : strings.takenBack);
      },
      places: dispatch,
      codePlaces: dispatch,
      codeStale: ({ paths }) => parts.onStale(paths),
      pastedCode: ({ text, ...from }) => composer.pastedCode(text, from),
      attached: (message) => {
        // whom one writes to by now gets no lines that were meant for another
        if (isSameDestination(message.for, composer.writesTo)) composer.attach(message.codes);
      },
      invitation: dispatch,
      mention: (member) => composer.mention(member),
      renamed: dispatch,
      members: ({ members }) => composer.showMembers(members),
      act: ({ key, action }) => parts.messageActions.doTo(key, action),
      copySelection: () => parts.selectedText.copy(),
      goTo: ({ order, away }) => (away ? navigation.cannotFetch() : navigation.toMessage(order)),
      refused: ({ draft, problem }) => {
        ownMessages.refused();
        composer.restore(draft, problem);
        announcer.tell(problem);
      },
    };
  }

  /** @param data one message by itself; or a batch, which is answered in any case: the host posts no more before that */
  receive(data: unknown): void {
    const { type } = Object(data) as { readonly type?: unknown };
    if (type !== 'batch') {
      this.take(data);
      return;
    }
    try {
      const batch = v.safeParse(Batch, data);
      if (batch.success) for (const message of batch.output.messages) this.take(message);
      else report('a batch that does not fit');
    } finally {
      this.parts.post({ type: 'taken' });
    }
  }

  private take(value: unknown): void {
    const message = parseMessage(TO_PANEL, value, report) ?? parseFittingEntries(value);
    if (!message) return;
    const { panel } = this.parts.store.state;
    handle(this.handlers, message);
    this.announceConnection(panel);
  }

  /** Confirms what was sent, and tells what was not. To be called before `entries` are shown. */
  private announceOwn(entries: readonly PanelEntry[]): void {
    const { store, announcer, ownMessages, strings } = this.parts;
    const { sent, failed } = ownMessages.news(store.state.entries, entries);
    if (failed) announcer.tell(`${strings.notSent} ${failed.problem ?? ''}`.trimEnd());
    else if (sent > 0) announcer.tell(sent === 1 ? strings.sent : fill(strings.sentCount, { count: sent }));
  }

  /** Whoever cannot see it is told to whom they write from now on. */
  private announceConversation({ draft, state }: ToPanel & { type: 'snapshot' }): void {
    const { composer, announcer, strings } = this.parts;
    const { writesTo } = composer;
    const isOther = draft?.room === writesTo.room && !isSameDestination(draft, writesTo);
    if (isOther && !announcer.isQuiet) announcer.tell(composerLabel(state, strings));
  }

  private announceConnection(before: PanelState | undefined): void {
    const { store, announcer, strings } = this.parts;
    const connection = store.state.panel?.connection;
    if (announcer.isQuiet || !connection || !before || connection.kind === before.connection.kind) return;
    const isBack = connection.kind === 'joined' && before.connection.kind === 'reconnecting';
    announcer.tell(isBack ? strings.backAgain : connectionText(connection, strings));
  }
}

/** Parses a message that does not fit without the entries that do not fit. @returns undefined: they are not the reason */
function parseFittingEntries(value: unknown): ToPanel | undefined {
  const message = Object(value) as { readonly entries?: unknown };
  if (!Array.isArray(message.entries)) return undefined;
  const entries = message.entries.filter((entry) => v.is(PanelEntry, entry));
  if (entries.length === message.entries.length) return undefined;
  return parseMessage(TO_PANEL, { ...message, entries }, report);
}

function report(problem: string): void {
  // eslint-disable-next-line no-console -- the panel has no other log; VS Code shows it in the developer tools
  console.error(`the extension host posted ${problem}`);
}
