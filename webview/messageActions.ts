import type { FromPanel, Mention } from '../src/panel/fromPanel';
import type { PanelMessage } from '../src/panel/toPanel';
import type { PanelStrings } from '../src/panel/strings';
import type { Announcer } from './announcer';
import type { Composer } from './composer/composer';
import { actionsFor, type MessageAction } from './state/messageActions';
import type { Writing } from './state/viewState';
import type { Store } from './store';
import { fill } from './wording/strings';
import { wholeText } from './state/wholeText';

export interface MessageActionsParts {
  readonly store: Store;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly strings: PanelStrings;
  readonly post: (message: FromPanel) => void;
  /** Draws what was dispatched. */
  readonly flush: () => void;
  /** The text of the message with this key is on the clipboard. */
  readonly onCopied: (key: string) => void;
}

/** Does what a person asks for a message, however they ask: in its toolbar, in its menu or by a key. */
export class MessageActions {
  private readonly run: Readonly<Record<MessageAction, (message: PanelMessage) => void>>;

  constructor(private readonly parts: MessageActionsParts) {
    const { post, onCopied } = parts;
    const copy = (message: PanelMessage): void => {
      post({ type: 'copy', text: wholeText(message) });
      onCopied(message.key);
    };
    this.run = {
      reply: (message) => this.write({ kind: 'reply', message }),
      edit: (message) => this.write({ kind: 'edit', message }),
      remove: ({ order }) => post({ type: 'remove', of: order }),
      copyText: copy,
    };
  }

  /** @returns false: this cannot be done with this message now */
  do(message: PanelMessage, action: MessageAction): boolean {
    // what failed can be copied, whatever else
    if (!actionsFor(message, this.parts.store.state.panel).includes(action)) return false;
    this.run[action](message);
    return true;
  }

  react({ order }: PanelMessage, emoji: string, on: boolean): void {
    this.parts.post({ type: 'react', of: order, emoji, on });
  }

  /** Edits the message that this person said last. @returns false: there is none */
  editLast(): boolean {
    const { entries, panel } = this.parts.store.state;
    const last = entries.findLast(
      (entry) => entry.kind === 'message' && actionsFor(entry, panel).includes('edit'),
    );
    return last?.kind === 'message' && this.do(last, 'edit');
  }

  /** Sends a text for what it was written. */
  send(text: string, mentions: readonly Mention[]): void {
    const { store, post } = this.parts;
    const { writing } = store.state;
    const said = { text, ...(mentions.length > 0 && { mentions }) };
    if (writing?.kind === 'edit') post({ type: 'edit', of: writing.message.order, ...said });
    else post({ type: 'say', ...said, ...(writing && { reply: writing.message.order }) });
    if (writing) store.dispatch({ type: 'write', writing: undefined });
  }

  /** Leaves the reply or the change. @returns false: there is none */
  stopWriting(): boolean {
    const { store, composer } = this.parts;
    if (!store.state.writing) return false;
    store.dispatch({ type: 'write', writing: undefined });
    this.parts.flush();
    composer.focus();
    return true;
  }

  private write(writing: Writing): void {
    const { store, composer, announcer, strings, flush } = this.parts;
    const { kind, message } = writing;
    store.dispatch({ type: 'write', writing });
    flush();
    announcer.tell(kind === 'edit' ? strings.editing : fill(strings.replying, { name: message.author }));
    composer.focus();
  }
}
