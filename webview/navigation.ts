import type { FromPanel } from '../src/panel/fromPanel';
import type { PanelState } from '../src/panel/stateSchemas';
import type { AnimationFrame } from './browser/animationFrame';
import { type Place, ScrollKeeper } from './browser/scrollKeeper';
import { isElsewhere } from './state/destination';
import type { UnreadPlace } from './state/reducer';
import { newestOrder } from './state/heldEntries';
import { shownRange } from './state/rowWindow';
import { endIsShown, firstUnread, unreadIsNewer, type ViewState } from './state/viewState';
import type { Store } from './store';

/** While text is selected, so many entries may be in the document rather than take the selection away. */
const MAX_SHOWN_SELECTED = 1000;

/** Where a reader is who reads back: which message is the first in sight, and how far below the edge, in CSS pixels. */
export interface ReadingPlace {
  readonly order: number;
  readonly top: number;
}

/** Why a message is not there: it is not kept any more; or it was not fetched, or has not come yet; or one ignores its author. */
export type Missing = 'gone' | 'away' | 'hidden';

function whyMissing({ entries, more }: ViewState, order = -Infinity): Missing {
  const there = entries.find((entry) => entry.order === order);
  if (there?.kind === 'notice' && there.ignored !== undefined) return 'hidden';
  const [oldest] = entries;
  const isUnfetched = more && order < (oldest?.order ?? Infinity);
  return isUnfetched || order > newestOrder(entries) ? 'away' : 'gone';
}

/** Moves the reader through the transcript, and loads what comes into sight. */
export class Navigation {
  private keeper: ScrollKeeper | undefined;
  /** The order of the message that somebody is on the way to. */
  private target: number | undefined;
  /** The order of the message that somebody goes to once the newest entries are here again. */
  private awaited: number | undefined;
  /** What was shown when they set out. */
  private origin: PanelState | undefined;

  constructor(
    private readonly store: Store,
    private readonly frame: AnimationFrame,
    private readonly post: (message: FromPanel) => void,
    /** Called with the reader's place when it changes; with undefined where they are at the end. */
    private readonly onPlace: (place: ReadingPlace | undefined) => void,
    /** Called at the end of the way to a message, with its element, or with why it is not there. */
    private readonly onArrival: (message: HTMLElement | Missing) => void,
  ) {}

  /** The list is there, or gone. */
  readonly setList = (list: Element | undefined): void => {
    this.keeper?.dispose();
    this.keeper = undefined;
    const content = list?.firstElementChild;
    if (!(list instanceof HTMLElement) || !(content instanceof HTMLElement)) return;
    this.keeper = new ScrollKeeper(list, content, '.message, .notice', (place) => this.onScroll(place));
  };

  /** What is drawn next is the transcript anew: its end is the place to begin, unless somebody was on the way to a message. */
  startAtEnd(): void {
    this.keeper?.pin();
    const order = this.awaited ?? this.target;
    if (order === undefined || isElsewhere(this.origin, this.store.state.panel)) this.stop();
    else this.setOutTo(order);
  }

  /** To where the reader was on the page before this one, once it is loaded. */
  returnTo({ order, top }: ReadingPlace): void {
    this.keeper?.goTo(`[data-order="${order}"]`, top);
    this.seek();
  }

  /** To be called when the rows were drawn: keeps the reader's place. */
  restore(): void {
    if (!this.keeper) return;
    const { state } = this.store;
    this.keeper.endIsShown = endIsShown(state);
    this.keeper.restore();
    if (state.seeking) return;
    this.keeper.goTo(undefined);
    if (this.target !== undefined) this.arrive(undefined);
  }

  /** What changes next has its place on the screen. A reader at the end is not taken along when it grows. */
  stay(): void {
    this.keeper?.unpin();
  }

  toBottom(): void {
    this.stop();
    if (this.store.state.newer !== undefined) {
      this.store.dispatch({ type: 'toBottom' });
      this.post({ type: 'ready' });
      return;
    }
    // First, so that what is drawn next is drawn there.
    this.keeper?.pin();
    this.store.dispatch({ type: 'toBottom' });
    this.frame.flush();
    this.keeper?.restore();
  }

  /** To the unread line, which may be many pages back. */
  toUnread(): void {
    if (unreadIsNewer(this.store.state)) {
      this.toBottom();
      return;
    }
    this.stop();
    this.keeper?.goTo('.unread');
    this.keeper?.scroller.focus();
    this.store.dispatch({ type: 'toUnread' });
    this.frame.flush();
    this.seek();
  }

  /** To the message of that order, which may be many pages back. */
  toMessage(order: number): void {
    // a snapshot that came with it is drawn first
    this.frame.flush();
    const { entries, newer, panel } = this.store.state;
    if (!this.keeper) return;
    this.origin = panel;
    if (newer !== undefined && order > newestOrder(entries)) {
      this.awaited = order;
      this.store.dispatch({ type: 'return', order });
      this.post({ type: 'ready' });
      return;
    }
    this.store.dispatch({ type: 'toMessage', order });
    this.setOutTo(order);
    this.frame.flush();
  }

  /** The message that somebody goes to is there, but cannot be fetched now. */
  cannotFetch(): void {
    this.stop();
    this.onArrival('away');
  }

  /** To the messages that came while the reader was reading back. */
  toNew(): void {
    if (this.unreadPlace() === 'below') this.toUnread();
    else this.toBottom();
  }

  /** On the way to the unread line, asks for the next page. */
  seek(): void {
    if (this.store.state.seeking) this.requestOlder();
  }

  /** Asks for page after page until that message is there. */
  private setOutTo(order: number): void {
    const { keeper } = this;
    if (!keeper) return;
    this.awaited = undefined;
    this.target = order;
    const top = Math.round(keeper.scroller.clientHeight / 3);
    keeper.goTo(`.message[data-order="${order}"]`, top, (row) => this.arrive(row));
    this.seek();
  }

  private stop(): void {
    this.target = this.awaited = undefined;
  }

  private arrive(row: Element | undefined): void {
    const missing = whyMissing(this.store.state, this.target);
    this.stop();
    this.onArrival(row instanceof HTMLElement ? row : missing);
  }

  private onScroll(place: Place): void {
    const { store } = this;
    store.dispatch({ type: 'scrolled', atBottom: place.bottom, unread: this.unreadPlace() });
    this.onPlace(this.place());
    const { entries, window } = store.state;
    const { start, end } = shownRange(entries, window);
    if (place.nearTop && start > 0) this.step(true);
    else if (place.nearTop) this.requestOlder();
    else if (place.nearBottom && end < entries.length) this.step(false);
    // Before the reader sees the edge.
    this.frame.flush();
  }

  private place(): ReadingPlace | undefined {
    const first = this.store.state.atBottom ? undefined : this.keeper?.inSight('.message');
    return first && { order: Number(first.row.dataset['order']), top: Math.round(first.top) };
  }

  private step(up: boolean): void {
    const selection = document.getSelection();
    const selected =
      selection?.isCollapsed === false && this.keeper?.scroller.contains(selection.anchorNode) === true;
    this.store.dispatch(selected ? { type: 'step', up, max: MAX_SHOWN_SELECTED } : { type: 'step', up });
  }

  private requestOlder(): void {
    const { entries, more, loadingOlder } = this.store.state;
    const [oldest] = entries;
    if (!more || loadingOlder || !oldest) return;
    this.post({ type: 'older', before: oldest.order });
    this.store.dispatch({ type: 'olderRequested' });
  }

  /** Where the unread line is, seen from what is in sight. */
  private unreadPlace(): UnreadPlace {
    const { state } = this.store;
    if (state.unreadAfter === undefined || !this.keeper) return undefined;
    const { scroller } = this.keeper;
    const line = scroller.querySelector('.unread')?.getBoundingClientRect();
    if (line) {
      const { top, bottom } = scroller.getBoundingClientRect();
      if (line.bottom <= top) return 'above';
      return line.top >= bottom ? 'below' : 'inSight';
    }
    if (unreadIsNewer(state)) return 'below';
    const index = firstUnread(state);
    return index === undefined || index < shownRange(state.entries, state.window).start ? 'above' : 'below';
  }
}
