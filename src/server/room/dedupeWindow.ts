/** Which event, and when it happened. */
export interface EventStamp {
  readonly seq: number;
  readonly at: number;
}

type Ids = Map<string, EventStamp>;

/** How many of its latest ids a member keeps whatever others do: more than it may have on the way at once. */
const OWN_IDS = 100;
/** For how many members. */
const MOST_MEMBERS = 1000;

/**
 * Which ids each member has used (P-6.9): the latest `atLeast` of them, and up to as many before those. They are kept in
 * two generations, and the older one is dropped as a whole: deleting ids one by one would cost more than anything else
 * here. Only the latest ids of each member stay longer, so that nobody can push them out.
 */
export class DedupeWindow {
  private young = new Map<string, Ids>();
  private old = this.young;
  /** By member; the member that did something last is at the end. */
  private kept = new Map<string, Ids>();
  private count = 0;

  constructor(private readonly atLeast: number) {}

  get(memberId: string, id: string): EventStamp | undefined {
    return (
      this.young.get(memberId)?.get(id) ?? this.old.get(memberId)?.get(id) ?? this.kept.get(memberId)?.get(id)
    );
  }

  add(memberId: string, id: string, seen: EventStamp): void {
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

  /** Keeps those ids of the dropped generation that are among the latest of their member. */
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
