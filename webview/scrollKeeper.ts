/** Closer to an end than this counts as being there, in CSS pixels. */
const NEAR_BOTTOM = 8;

/**
 * Keeps the reader's place in a list that grows at both ends: at the bottom it stays there, elsewhere the
 * first row in sight stays where it is, whatever is added, removed or resized.
 */
export class ScrollKeeper {
  private pinned = true;
  private anchor: { readonly row: Element; readonly top: number } | undefined;
  private readonly observer = new ResizeObserver(() => this.restore());

  /**
   * @param scroller what scrolls; has `overflow-anchor: none`
   * @param content its only child, with one child per row, top down
   * @param onScroll told at every scroll whether the reader is at the bottom, and whether less than a
   *   screenful is left above
   */
  constructor(
    private readonly scroller: HTMLElement,
    private readonly content: HTMLElement,
    private readonly onScroll: (at: { readonly bottom: boolean; readonly nearTop: boolean }) => void,
  ) {
    this.observer.observe(scroller);
    this.observer.observe(content);
    scroller.addEventListener('scroll', this.look, { passive: true });
  }

  dispose(): void {
    this.observer.disconnect();
    this.scroller.removeEventListener('scroll', this.look);
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

  private readonly look = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Hidden: nothing to be learnt.
    if (clientHeight === 0) return;
    this.pinned = scrollHeight - clientHeight - scrollTop < NEAR_BOTTOM;
    const row = this.firstInSight();
    this.anchor = row && { row, top: row.getBoundingClientRect().top };
    this.onScroll({ bottom: this.pinned, nearTop: scrollTop < clientHeight });
  };

  private firstInSight(): Element | undefined {
    const rows = this.content.children;
    const top = this.scroller.getBoundingClientRect().top;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().bottom ?? Infinity) > top) high = middle;
      else low = middle + 1;
    }
    return rows[low];
  }
}
