/** Closer to an end than this counts as being there, in CSS pixels. */
const NEAR_BOTTOM = 8;

/**
 * Keeps the reader's place in a list that grows at both ends: at the bottom it stays there, elsewhere the
 * first row in sight stays where it is, whatever is added, removed or resized.
 */
export class ScrollKeeper {
  private pinned = true;
  private last = { scrollTop: 0, scrollHeight: 0, clientHeight: 0 };
  private anchor: { readonly row: Element; readonly top: number } | undefined;
  private readonly observer = new ResizeObserver(() => this.restore());

  /**
   * @param scroller what scrolls; has `overflow-anchor: none`
   * @param content its only child, with one child per row, top down
   * @param report told at every scroll whether the reader is at the bottom, and whether less than a
   *   screenful is left above
   */
  constructor(
    private readonly scroller: HTMLElement,
    private readonly content: HTMLElement,
    private readonly report: (at: { readonly bottom: boolean; readonly nearTop: boolean }) => void,
  ) {
    this.observer.observe(scroller);
    this.observer.observe(content);
    scroller.addEventListener('scroll', this.onScrolled, { passive: true });
  }

  dispose(): void {
    this.observer.disconnect();
    this.scroller.removeEventListener('scroll', this.onScrolled);
  }

  /** To be called after every change of the rows. */
  restore(): void {
    if (this.pinned) this.scroller.scrollTop = this.scroller.scrollHeight;
    else if (this.anchor?.row.isConnected) {
      this.scroller.scrollTop += this.anchor.row.getBoundingClientRect().top - this.anchor.top;
    }
    this.look();
  }

  toBottom(): void {
    this.pinned = true;
    this.restore();
  }

  private readonly onScrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const resized = scrollHeight !== this.last.scrollHeight || clientHeight !== this.last.clientHeight;
    // Only a reader who goes up leaves the bottom. What else moves is an earlier scroll told of late, or
    // the browser's own answer to a list or a box that changed its height.
    if (this.pinned && (resized || scrollTop >= this.last.scrollTop)) this.restore();
    else this.look();
  };

  private look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Hidden: nothing to be learnt.
    if (clientHeight === 0) return;
    this.pinned = scrollHeight - clientHeight - scrollTop < NEAR_BOTTOM;
    this.last = { scrollTop, scrollHeight, clientHeight };
    const row = this.firstInSight();
    this.anchor = row && { row, top: row.getBoundingClientRect().top };
    this.report({ bottom: this.pinned, nearTop: scrollTop < clientHeight });
  }

  /** The first row that begins in sight; one cut off by the edge may change its height out of sight. */
  private firstInSight(): Element | undefined {
    const rows = this.content.children;
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const topOf = (index: number): number => rows[index]?.getBoundingClientRect().top ?? Infinity;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (topOf(middle) >= top) high = middle;
      else low = middle + 1;
    }
    // Where one row fills the whole sight, it is that one.
    return rows[topOf(low) < bottom ? low : Math.max(0, low - 1)];
  }
}
