/** The event that an id became. */
export interface Duplicate {
  readonly seq: number;
  readonly at: number;
}

type Ids = Map<string, Duplicate>;

/** The latest ids that each member keeps whatever others do: what it may have on the way at once, and more. */
const OWN_IDS = 100;
/** For how many members that is so. */
const MOST_MEMBERS = 1000;

/**
 * Which ids have been used by whom (P-6.9): the latest `atLeast` of them, and up to as many before those. In two
 * generations, of which the older is let go as a whole: to delete ids one by one would cost more than all else here.
 * Only the latest of each member stay longer, so that nobody can push them out.
 */
export class DedupeWindow {
  private young = new Map<string, Ids>();
  private old = this.young;
  /** By member, who has done something last at the end. */
  private kept = new Map<string, Ids>();
  private count = 0;

  constructor(private readonly atLeast: number) {}

  get(mid: string, id: string): Duplicate | undefined {
    return this.young.get(mid)?.get(id) ?? this.old.get(mid)?.get(id) ?? this.kept.get(mid)?.get(id);
  }

  add(mid: string, id: string, seen: Duplicate): void {
    if (this.count === this.atLeast) {
      this.keepLatest();
      this.old = this.young;
      this.young = new Map();
      this.count = 0;
    }
    const ids = this.young.get(mid);
    if (ids) ids.set(id, seen);
    else this.young.set(mid, new Map([[id, seen]]));
    this.count++;
  }

  /** Keeps of the generation that goes the ids that are among the latest of their member. */
  private keepLatest(): void {
    if (this.old === this.young) return;
    for (const [mid, ids] of this.old) {
      const all = [...(this.kept.get(mid) ?? []), ...ids];
      this.kept.delete(mid);
      this.kept.set(mid, new Map(all.slice(-OWN_IDS)));
    }
    for (const mid of [...this.kept.keys()]) {
      const isNewer = (this.young.get(mid)?.size ?? 0) >= OWN_IDS;
      if (isNewer || this.kept.size > MOST_MEMBERS) this.kept.delete(mid);
    }
  }
}
