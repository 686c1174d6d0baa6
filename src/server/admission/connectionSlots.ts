interface Holder {
  readonly address: string;
}

/** Those at one address. */
interface Group<T> {
  readonly named: Set<T>;
  /** Those without a name, each with the number of its arrival, in that order. */
  readonly unnamed: Map<T, number>;
}

/**
 * Who holds a place: counted as they come and go, since in a storm there is no time to look at each of them. Those
 * without a name have places of their own, so that they keep no member out.
 */
export class ConnectionSlots<T extends Holder> {
  private readonly byAddress = new Map<string, Group<T>>();
  private arrivals = 0;
  private namedCount = 0;
  private unnamedCount = 0;

  /** How many have a name, everywhere or at one address. */
  named(address?: string): number {
    return address === undefined ? this.namedCount : (this.byAddress.get(address)?.named.size ?? 0);
  }

  /** How many have none. */
  get unnamed(): number {
    return this.unnamedCount;
  }

  /**
   * Who of those without a name has to go first: at the address that has most of them, who came first. So the many of
   * one address cost no other address anything, and of them goes who has had the longest time to say a name.
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

  /** Somebody comes, without a name. */
  add(holder: T): void {
    const { address } = holder;
    const group = this.byAddress.get(address) ?? { named: new Set<T>(), unnamed: new Map<T, number>() };
    this.byAddress.set(address, group);
    group.unnamed.set(holder, this.arrivals++);
    this.unnamedCount++;
  }

  /** Somebody who is here has said its name. */
  name(holder: T): void {
    const group = this.byAddress.get(holder.address);
    if (!group?.unnamed.delete(holder)) return;
    this.unnamedCount--;
    group.named.add(holder);
    this.namedCount++;
  }

  /** It goes, or is put out. */
  delete(holder: T): void {
    const group = this.byAddress.get(holder.address);
    if (group?.named.delete(holder)) this.namedCount--;
    if (group?.unnamed.delete(holder)) this.unnamedCount--;
    if (group?.named.size === 0 && group.unnamed.size === 0) this.byAddress.delete(holder.address);
  }
}
