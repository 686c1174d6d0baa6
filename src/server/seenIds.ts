/** The event that an id became. */
export interface Seen {
  readonly seq: number;
  readonly at: number;
}

/**
 * Which ids have been used by whom (P-6.9): the latest `atLeast` of them, and up to as many before those. In two
 * generations, of which the older is let go as a whole: to delete ids one by one would cost more than all else here.
 */
export class SeenIds {
  private young = new Map<string, Map<string, Seen>>();
  private old = this.young;
  private count = 0;

  constructor(private readonly atLeast: number) {}

  get(mid: string, id: string): Seen | undefined {
    return this.young.get(mid)?.get(id) ?? this.old.get(mid)?.get(id);
  }

  add(mid: string, id: string, seen: Seen): void {
    if (this.count === this.atLeast) {
      this.old = this.young;
      this.young = new Map();
      this.count = 0;
    }
    const ids = this.young.get(mid);
    if (ids) ids.set(id, seen);
    else this.young.set(mid, new Map([[id, seen]]));
    this.count++;
  }
}
