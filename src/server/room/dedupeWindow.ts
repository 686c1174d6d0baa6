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

  get(memberId: string, id: string): Duplicate | undefined {
    return (
      this.young.get(memberId)?.get(id) ?? this.old.get(memberId)?.get(id) ?? this.kept.get(memberId)?.get(id)
    );
  }

  add(memberId: string, id: string, seen: Duplicate): void {
    if (this.count === this.atLeast) {
      this.keepLatest();
      this.old = this.young;
      this.young = new Map();
      this.count = 0;
    }
    const ids = this.young.get(memberId);
    if (ids) ids.set(id, seen);
    else this.young.set(memberId, new Map([[id, seen]]));
    this.count++;
  }

  /** Keeps of the generation that goes the ids that are among the latest of their member. */
  private keepLatest(): void {
    if (this.old === this.young) return;
    for (const [memberId, ids] of this.old) {
      const all = [...(this.kept.get(memberId) ?? []), ...ids];
      this.kept.delete(memberId);
      this.kept.set(memberId, new Map(all.slice(-OWN_IDS)));
    }
    for (const memberId of [...this.kept.keys()]) {
      const isNewer = (this.young.get(memberId)?.size ?? 0) >= OWN_IDS;
      if (isNewer || this.kept.size > MOST_MEMBERS) this.kept.delete(memberId);
    }
  }
}
