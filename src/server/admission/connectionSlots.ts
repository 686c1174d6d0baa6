interface Holder {
  readonly address: string;
}

/** The connections from one address. */
interface Group<T> {
  readonly named: Set<T>;
  /** The connections without a name, each with its arrival number, in that order. */
  readonly unnamed: Map<T, number>;
}

/**
 * Which connections hold a slot. They are counted as they come and go, since a storm leaves no time to look at each of
 * them. Connections without a name have slots of their own, so that they keep no member out.
 */
export class ConnectionSlots<T extends Holder> {
  private readonly byAddress = new Map<string, Group<T>>();
  private arrivals = 0;
  private namedCount = 0;
  private unnamedCount = 0;

  /** How many connections have a name, from everywhere or from one address. */
  named(address?: string): number {
    return address === undefined ? this.namedCount : (this.byAddress.get(address)?.named.size ?? 0);
  }

  /** How many connections have no name. */
  get unnamed(): number {
    return this.unnamedCount;
  }

  /**
   * The connection without a name that has to go first: the oldest one from the address that has most of them. Many
   * connections from one address thus cost no other address anything, and the oldest has had the most time to say its
   * name.
   */
  first(): T | undefined {
    let [most, earliest, first] = [0, 0, undefined as T | undefined];
    for (const { unnamed } of this.byAddress.values()) {
      const [oldest] = unnamed;
      if (!oldest || unnamed.size < most || (unnamed.size === most && oldest[1] > earliest)) continue;
      [most, earliest, first] = [unnamed.size, oldest[1], oldest[0]];
    }
    return first;
  }

  /** Adds a connection. It has no name yet. */
  add(holder: T): void {
    const { address } = holder;
    const group = this.byAddress.get(address) ?? { named: new Set<T>(), unnamed: new Map<T, number>() };
    this.byAddress.set(address, group);
    group.unnamed.set(holder, this.arrivals++);
    this.unnamedCount++;
  }

  /** Notes that a connection has said its name. */
  name(holder: T): void {
    const group = this.byAddress.get(holder.address);
    if (!group?.unnamed.delete(holder)) return;
    this.unnamedCount--;
    group.named.add(holder);
    this.namedCount++;
  }

  /** Frees the slot of a connection. */
  delete(holder: T): void {
    const group = this.byAddress.get(holder.address);
    if (group?.named.delete(holder)) this.namedCount--;
    if (group?.unnamed.delete(holder)) this.unnamedCount--;
    if (group?.named.size === 0 && group.unnamed.size === 0) this.byAddress.delete(holder.address);
  }
}
