import { firstIndex } from '../../src/base/binarySearch';

/** Closer to the end than this counts as being there, in CSS pixels. */
const NEAR_BOTTOM = 8;
/** How many rows in sight are remembered: should one go, the next holds the place. */
const ANCHORS = 12;
/** The space above a row that was brought to the top, in CSS pixels. */
const MARGIN = 8;

/** Where the reader is. */
export interface Place {
  /** At the end of all rows. */
  readonly bottom: boolean;
  /** The reader went up, and less than a screenful is left above. */
  readonly nearTop: boolean;
  /** The reader went down, and less than a screenful is left below. */
  readonly nearBottom: boolean;
}

interface Wanted {
  readonly selector: string;
  readonly top: number;
  readonly onThere: ((row: Element) => void) | undefined;
}

/**
 * Keeps the reader's place in a list that grows and shrinks at both ends. A reader at the bottom stays there. Elsewhere the
 * first row in sight stays where it is, whatever is added, removed or resized.
 */
export class ScrollKeeper {
  /** Whether the last row is the newest. Only then the reader is kept at the bottom. */
  endIsShown = true;

  private pinned = true;
  private goesUp = true;
  private wanted: Wanted | undefined;
  private last = { scrollTop: 0, scrollHeight: 0, clientHeight: 0 };
  private anchors: readonly { readonly row: Element; readonly top: number }[] = [];
  private readonly observer = new ResizeObserver(() => this.restore());

  /**
   * @param scroller the element that scrolls; it has `overflow-anchor: none`
   * @param content its only child, which has one child for each row, top down
   * @param anchorSelector matches the rows that last; dividers come and go
   * @param report called at every scroll with the reader's place
   */
  constructor(
    readonly scroller: HTMLElement,
    private readonly content: HTMLElement,
    private readonly anchorSelector: string,
    private readonly report: (place: Place) => void,
  ) {
    this.observer.observe(scroller);
    this.observer.observe(content);
    scroller.addEventListener('scroll', this.onScrolled, { passive: true });
  }

  dispose(): void {
    this.observer.disconnect();
    this.scroller.removeEventListener('scroll', this.onScrolled);
  }

  /** Call this after every change of the rows. */
  restore(): void {
    const { wanted } = this;
    const row = wanted && this.content.querySelector(wanted.selector);
    const anchor = this.anchors.find((one) => one.row.isConnected);
    if (row) {
      this.scroller.scrollTop += topOf(row) - topOf(this.scroller) - wanted.top;
      this.wanted = undefined;
    } else if (this.pinned) this.scroller.scrollTop = this.scroller.scrollHeight;
    else if (anchor) this.scroller.scrollTop += topOf(anchor.row) - anchor.top + this.scrolledSince();
    this.look();
    if (row) wanted.onThere?.(row);
  }

  /** Goes to the bottom with the next `restore`, and stays there. */
  pin(): void {
    this.wanted = undefined;
    this.pinned = true;
  }

  /** The rows in sight stay where they are with the next `restore`, also at the bottom. */
  unpin(): void {
    this.pinned = false;
  }

  /**
   * Brings the row that matches to the top, with the first `restore` that finds it. Undefined cancels that.
   * @param top how far below the edge, in CSS pixels
   * @param onThere called when it is there
   */
  goTo(selector: string | undefined, top = MARGIN, onThere?: (row: Element) => void): void {
    this.wanted = selector === undefined ? undefined : { selector, top, onThere };
  }

  /** The first row in sight that matches, and how far below the edge it begins, in CSS pixels. */
  inSight(selector: string): { readonly row: HTMLElement; readonly top: number } | undefined {
    const row = this.anchors.find((anchor) => anchor.row.matches(selector))?.row;
    return row instanceof HTMLElement ? { row, top: topOf(row) - topOf(this.scroller) } : undefined;
  }

  private readonly onScrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop !== this.last.scrollTop) this.goesUp = scrollTop < this.last.scrollTop;
    const resized = scrollHeight !== this.last.scrollHeight || clientHeight !== this.last.clientHeight;
    // Only a reader who goes up leaves the bottom. Any other movement is the late event of an earlier scroll, or the
    // browser's own answer to a changed height.
    if (this.pinned && (resized || scrollTop >= this.last.scrollTop)) this.restore();
    else this.look();
  };

  /** How far the reader scrolled, if the event for it is still to come. What the browser took back does not count. */
  private scrolledSince(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const takenBack = this.last.scrollTop > scrollHeight - clientHeight;
    return takenBack ? 0 : scrollTop - this.last.scrollTop;
  }

  private look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // The list is hidden: there is nothing to learn.
    if (clientHeight === 0) return;
    const below = scrollHeight - clientHeight - scrollTop;
    this.pinned = this.endIsShown && below < NEAR_BOTTOM;
    this.last = { scrollTop, scrollHeight, clientHeight };
    this.anchors = this.rowsInSight().map((row) => ({ row, top: topOf(row) }));
    this.report({
      bottom: this.pinned,
      nearTop: this.goesUp && scrollTop < clientHeight,
      nearBottom: !this.goesUp && below < clientHeight,
    });
  }

  /** The first rows that begin in sight. A row cut off by the edge may change its height out of sight. */
  private rowsInSight(): readonly Element[] {
    const rows = this.content.children;
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const first = firstIndex(rows.length, (i) => {
      const row = rows[i];
      return !row || topOf(row) >= top;
    });
    const found: Element[] = [];
    for (let row = rows[first]; row && found.length < ANCHORS && topOf(row) < bottom;) {
      if (row.matches(this.anchorSelector)) found.push(row);
      row = row.nextElementSibling ?? undefined;
    }
    // One row may fill everything in sight.
    const cutOff = rows[Math.max(0, first - 1)];
    return found.length > 0 || !cutOff ? found : [cutOff];
  }
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;
