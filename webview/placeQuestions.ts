import type { FromPanel } from '../src/panel/fromPanel';

/** The host is asked about so many paths at once. */
const MAX_PATHS = 50;
/** So many are asked about in all, until what is shown is told anew. */
const MAX_ASKED = 2000;

/** Asks the host which of the paths that the panel shows are files of the workspace; about each one once. */
export class PlaceQuestions {
  private readonly asked = new Set<string>();

  constructor(private readonly post: (message: FromPanel) => void) {}

  /** To be called when the list was drawn. */
  drawn(list: ParentNode): void {
    const paths: string[] = [];
    for (const { dataset } of list.querySelectorAll<HTMLElement>('[data-path]')) {
      const path = dataset['path'] ?? '';
      if (this.asked.has(path) || this.asked.size >= MAX_ASKED) continue;
      this.asked.add(path);
      paths.push(path);
    }
    for (let at = 0; at < paths.length; at += MAX_PATHS)
      this.post({ type: 'findPlaces', paths: paths.slice(at, at + MAX_PATHS) });
  }

  /** What is shown is told anew: there may be other files by now. */
  startAnew(): void {
    this.asked.clear();
  }
}
