import { writesText } from './composer/input/writesText';
import type { MessageAction } from './state/messageActions';
import type { Store } from './store';

export interface MessageKeysParts {
  readonly store: Store;
  /** Draws what was dispatched, so that it can have the focus. */
  readonly flush: () => void;
  readonly act: (key: string | undefined, action: MessageAction) => void;
  readonly toEnd: (event: Event) => void;
  readonly toComposer: () => void;
}

const ACTIONS: Readonly<Record<string, MessageAction>> = {
  r: 'reply',
  e: 'edit',
  '+': 'addReaction',
  delete: 'remove',
};

/** Keys in the list: the arrows walk the messages, which are one stop of the Tab key; letters act on the one with the focus. */
export class MessageKeys {
  constructor(private readonly parts: MessageKeysParts) {}

  readonly onKey = (event: KeyboardEvent): void => {
    const { target, currentTarget: list, key } = event;
    if (!(target instanceof HTMLElement) || !(list instanceof HTMLElement)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // a link, a reaction and a tool need none of these keys for themselves
    const place = target.closest<HTMLElement>('.message') ?? list;
    if (target.matches('.tool') && walkTools(event, target)) return;
    // the next arrow begins there, and not where one was before
    if ((key === 'End' || key === 'Home') && place !== list) list.focus({ preventScroll: true });
    // the browser would only go to the end of what is in the document
    if (key === 'End') this.parts.toEnd(event);
    else if (key === 'ArrowUp' || key === 'ArrowDown') this.walk(event, list, place);
    else if (place !== list && target.matches(':focus-visible')) this.actOn(event, place);
  };

  /** The focus or the pointer has come to a message, or has left the list; or a menu of it opens. */
  readonly onLook = (event: Event): void => {
    const { type, target } = event;
    if (event instanceof FocusEvent && type === 'focusout') {
      this.leave(event);
      return;
    }
    const message = target instanceof Element ? target.closest<HTMLElement>('.message') : null;
    const key = message?.dataset['key'];
    const { reacting } = this.parts.store.state;
    if (type === 'focusin' && reacting !== undefined && !(target as Element).matches('.tool'))
      this.parts.store.dispatch({ type: 'reacting', key: undefined });
    if (type !== 'focusin') this.parts.store.dispatch({ type: 'pointed', key });
    else if (key !== undefined) this.parts.store.dispatch({ type: 'current', key });
    // VS Code reads next what its menu is about; a finger was on nothing before
    if (type === 'contextmenu') this.parts.flush();
  };

  /** Who has gone elsewhere has given up choosing an emoji. */
  private leave({ relatedTarget: to }: FocusEvent): void {
    const { reacting } = this.parts.store.state;
    // the window may only have lost the focus
    if (reacting === undefined || (to === null && !document.hasFocus())) return;
    const stays = to instanceof Element && to.closest('.toolbar, .emoji-picker') !== null;
    if (!stays) this.parts.store.dispatch({ type: 'reacting', key: undefined });
  }

  /** Brings the focus to a message that is in the document. */
  focus(message: HTMLElement): void {
    this.parts.store.dispatch({ type: 'current', key: message.dataset['key'] });
    this.parts.flush();
    message.focus();
  }

  private walk(event: KeyboardEvent, list: HTMLElement, from: HTMLElement): void {
    const up = event.key === 'ArrowUp';
    const messages = [...list.querySelectorAll<HTMLElement>('.message')];
    const to = from === list ? lastInSight(list, messages) : messages[messages.indexOf(from) + (up ? -1 : 1)];
    if (to) this.focus(to);
    else if (!up && from !== list) this.parts.toComposer();
    else return;
    event.preventDefault();
  }

  private actOn(event: KeyboardEvent, target: HTMLElement): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.parts.toComposer();
      return;
    }
    if (this.parts.store.state.reacting !== undefined) {
      if (writesText(event)) findByName(event, target);
      return;
    }
    const action = ACTIONS[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    this.parts.act(target.dataset['key'], action);
  }
}

/** Who types while choosing an emoji types its name: the picker opens, and the browser puts the letter there. */
function findByName(event: KeyboardEvent, message: HTMLElement): void {
  // else it would go to the composer
  event.stopPropagation();
  message.querySelector<HTMLElement>('.toolbar.choosing .tool:last-child')?.click();
}

/** The last message that is in sight. */
function lastInSight(list: HTMLElement, messages: readonly HTMLElement[]): HTMLElement | undefined {
  const { bottom } = list.getBoundingClientRect();
  return messages.findLast((message) => message.getBoundingClientRect().top < bottom);
}

/**
 * A toolbar is one stop of the Tab key: arrows go from tool to tool, and back to the message. Returns whether the key
 * was for that.
 */
function walkTools(event: KeyboardEvent, tool: HTMLElement): boolean {
  const isRightToLeft = getComputedStyle(tool).direction === 'rtl';
  const [back, on] = isRightToLeft ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  const ways: Readonly<Record<string, Element | null | undefined>> = {
    Escape: tool.closest('.message'),
    Home: tool.parentElement?.firstElementChild,
    End: tool.parentElement?.lastElementChild,
    [on]: tool.nextElementSibling,
    [back]: tool.previousElementSibling,
  };
  const to = ways[event.key];
  if (to === undefined) return false;
  event.preventDefault();
  if (to instanceof HTMLElement) to.focus();
  return true;
}
