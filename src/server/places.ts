interface Holder {
  readonly address: string;
}

/** Those who hold a place, everywhere or from one address, in the order they came. */
interface Group<T> {
  readonly all: Set<T>;
  /** Those who have not said their name. */
  readonly silent: Set<T>;
}

const emptyGroup = <T>(): Group<T> => ({ all: new Set(), silent: new Set() });

/** Who holds a place: counted as they come and go, since in a storm there is no time to look at each of them. */
export class Places<T extends Holder> {
  private readonly everywhere = emptyGroup<T>();
  private readonly byAddress = new Map<string, Group<T>>();

  /** How many are taken, by everybody or from one address. */
  taken(address?: string): number {
    return this.groupOf(address)?.all.size ?? 0;
  }

  /** Who has been silent for the longest, of all or at one address. */
  firstSilent(address?: string): T | undefined {
    const [first] = this.groupOf(address)?.silent ?? [];
    return first;
  }

  /** Somebody comes, silent. */
  add(holder: T): void {
    const { address } = holder;
    if (!this.byAddress.has(address)) this.byAddress.set(address, emptyGroup());
    for (const { all, silent } of this.groupsOf(holder)) {
      all.add(holder);
      silent.add(holder);
    }
  }

  /** Somebody has said its name, or has to say another. */
  setNamed(holder: T, named: boolean): void {
    for (const { all, silent } of this.groupsOf(holder)) {
      if (named) silent.delete(holder);
      else if (all.has(holder)) silent.add(holder);
    }
  }

  delete(holder: T): void {
    for (const { all, silent } of this.groupsOf(holder)) {
      all.delete(holder);
      silent.delete(holder);
    }
    if (this.taken(holder.address) === 0) this.byAddress.delete(holder.address);
  }

  private groupOf(address: string | undefined): Group<T> | undefined {
    return address === undefined ? this.everywhere : this.byAddress.get(address);
  }

  private groupsOf({ address }: T): Group<T>[] {
    const own = this.byAddress.get(address);
    return own ? [this.everywhere, own] : [this.everywhere];
  }
}
