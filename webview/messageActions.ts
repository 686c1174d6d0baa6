import type { FromPanel } from '../src/panel/fromPanel';
import type { Written } from '../src/panel/inFront';
import type { PanelMessage } from '../src/panel/entrySchemas';
import type { PanelStrings } from '../src/panel/strings';
import type { Announcer } from './announcer';
import type { Composer } from './composer/composer';
import { actionsFor, hasOwn, type MessageAction } from './state/messageActions';
import type { Writing } from './state/viewState';
import type { Store } from './store';
import { fill } from './wording/strings';
import { markdownText } from './wording/markdownText';
import { wholeText } from './state/wholeText';

export interface MessageActionsParts {
  readonly store: Store;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly strings: PanelStrings;
  readonly post: (message: FromPanel) => void;
  /** Draws what was dispatched. */
  readonly flush: () => void;
  /** Brings the focus to the message with that key, or to the first part of it that matches. */
  readonly focus: (key: string, part?: string) => void;
  /** The text of the message with this key is on the clipboard. */
  readonly onCopied: (key: string) => void;
}

/** Does what a person asks for a message, however they ask: in its toolbar, in its menu or by a key. */
export class MessageActions {
  private readonly run: Readonly<Record<MessageAction, (message: PanelMessage) => void>>;

  constructor(private readonly parts: MessageActionsParts) {
    const { post, onCopied } = parts;
    const copy = (message: PanelMessage, text: string): void => {
      post({ type: 'copy', text });
      onCopied(message.key);
    };
    this.run = {
      reply: (message) => this.write({ kind: 'reply', message }),
      edit: (message) => this.write({ kind: 'edit', message }),
      remove: ({ order }) => post({ type: 'remove', of: order }),
      copyText: (message) => copy(message, wholeText(message)),
      copyMarkdown: (message) => copy(message, markdownText(message)),
      copyLink: ({ order }) => post({ type: 'copyLink', of: order }),
      addReaction: ({ key }) => this.choose(key),
    };
  }

  /** @returns false: this cannot be done with this message now */
  do(message: PanelMessage, action: MessageAction): boolean {
    // what failed can be copied, whatever else
    if (!actionsFor(message, this.parts.store.state.panel).includes(action)) return false;
    this.run[action](message);
    return true;
  }

  /** Puts this person's emoji under the message or, where it is there, takes it away. */
  react(message: PanelMessage, emoji: string): void {
    const { order, key } = message;
    this.parts.post({ type: 'react', of: order, emoji, on: !hasOwn(message, emoji) });
    if (this.parts.store.state.reacting === undefined) return;
    this.parts.store.dispatch({ type: 'reacting', key: undefined });
    this.parts.focus(key);
  }

  /** As `do`, for the message with this key. Where it cannot be done, the person is told why. */
  doTo(key: string | undefined, action: MessageAction): void {
    const { store, announcer, strings } = this.parts;
    const message = store.state.entries.find((entry) => entry.key === key);
    if (message?.kind !== 'message' || this.do(message, action)) return;
    if (store.state.panel?.room?.basic) announcer.tell(strings.onlyToCopy);
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
  send(said: Written): void {
    const { store, composer, post } = this.parts;
    const { writing } = store.state;
    const whole = { ...composer.writesTo, ...said };
    if (writing?.kind === 'edit') post({ type: 'edit', of: writing.message.order, ...whole });
    else post({ type: 'say', ...whole, ...(writing && { reply: writing.message.order }) });
    if (writing) store.dispatch({ type: 'write', writing: undefined });
  }

  /** Leaves the reply or the change. @returns false: there is none */
  stopWriting(): boolean {
    const { store, composer } = this.parts;
    if (!store.state.writing) return false;
    composer.leave();
    store.dispatch({ type: 'write', writing: undefined });
    this.parts.flush();
    composer.focus();
    return true;
  }

  /** Offers the usual emoji in the message's toolbar. */
  private choose(key: string): void {
    const { store, focus } = this.parts;
    store.dispatch({ type: 'current', key });
    store.dispatch({ type: 'reacting', key });
    focus(key, '.tool');
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
