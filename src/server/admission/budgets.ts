// What members and addresses may cost the room (P-10.1). It is counted over all of their connections, so that nobody
// gains by coming again.
import type { Clock } from '../../base/clock';
import type { Limits } from '../../protocol/wire/limits';
import { groupOf } from './addresses';
import { TokenBucket } from '../../base/tokenBucket';

/** The most budgets of either kind that are kept. */
const MOST = 10_000;
/** Shortest time between two sweeps for budgets that are no longer needed, in milliseconds. */
const SWEEP_MS = 1000;
/** What each member has for itself, as a part of what an address may do. */
const OWN_PART = 1 / 128;
/** What a new member has for itself, in bytes: a short message or two. */
const OWN_START_BYTES = 512;
/** How many bytes one message of --rate may show to each reader. A larger message counts as several. */
const BYTES_A_MESSAGE = 4096;

interface Budget {
  /** Whether a new one would allow no more. */
  isAsNew(now: number): boolean;
}

interface MemberBudget extends Budget {
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
}

interface AddressBudget extends Budget {
  readonly joins: TokenBucket;
  readonly bytes: TokenBucket;
}

/** Budgets by owner. Only a budget that is as good as new is forgotten. When too many are not, newcomers share one. */
class Shelf<T extends Budget> {
  private readonly budgets = new Map<string, T>();
  private shared: T | undefined;
  private sweptAt = -Infinity;

  /** @param make called if the owner has none yet */
  get(owner: string, now: number, make: () => T): T {
    const known = this.budgets.get(owner);
    if (known) return known;
    if (this.budgets.size >= MOST) this.sweep(now);
    if (this.budgets.size >= MOST) return (this.shared ??= make());
    const made = make();
    this.budgets.set(owner, made);
    return made;
  }

  private sweep(now: number): void {
    if (Math.abs(now - this.sweptAt) < SWEEP_MS) return;
    this.sweptAt = now;
    for (const [owner, budget] of this.budgets) if (budget.isAsNew(now)) this.budgets.delete(owner);
  }
}

type BudgetLimits = Pick<
  Limits,
  'rate' | 'burst' | 'addressBytes' | 'addressBurstBytes' | 'addressJoins' | 'addressBurstJoins'
>;

/** All budgets of a room. */
export class Budgets {
  private readonly members = new Shelf<MemberBudget>();
  private readonly addresses = new Shelf<AddressBudget>();

  constructor(
    private readonly limits: BudgetLimits,
    private readonly clock: Clock,
  ) {}

  /** Whether anything is counted: without a rate, nothing is. */
  get isOff(): boolean {
    return this.limits.rate === 0;
  }

  now(): number {
    return this.clock.now();
  }

  member(memberId: string, make: () => MemberBudget): MemberBudget {
    return this.members.get(memberId, this.now(), make);
  }

  newMember(): MemberBudget {
    const { rate, burst, addressBytes, addressBurstBytes } = this.limits;
    const now = this.now();
    const messages = new TokenBucket(rate, burst, now);
    const ownBurst = addressBurstBytes * OWN_PART;
    const start = Math.min(OWN_START_BYTES, ownBurst);
    const bytes = new TokenBucket(addressBytes * OWN_PART, ownBurst, now, start);
    return {
      messages,
      bytes,
      isAsNew: (later) => messages.tokensAt(later) >= burst && bytes.tokensAt(later) >= start,
    };
  }

  /** @param group see {@link groupOf} */
  address(group: string): AddressBudget {
    return this.addresses.get(group, this.now(), () => this.newAddress());
  }

  private newAddress(): AddressBudget {
    const { addressBytes, addressBurstBytes, addressJoins, addressBurstJoins } = this.limits;
    const now = this.now();
    const joins = new TokenBucket(addressJoins, addressBurstJoins, now);
    const bytes = new TokenBucket(addressBytes, addressBurstBytes, now);
    const isAsNew = (later: number) =>
      joins.tokensAt(later) >= addressBurstJoins && bytes.tokensAt(later) >= addressBurstBytes;
    return { joins, bytes, isAsNew };
  }
}

/** What one connection may do, given its member and its address. */
export class Allowance {
  /** Counts until the connection has a member. Becomes the budget of a member that has none yet. */
  private readonly own: MemberBudget;
  private memberId: string | undefined;
  private readonly group: string;

  constructor(
    private readonly budgets: Budgets,
    address: string,
  ) {
    this.own = budgets.newMember();
    this.group = groupOf(address);
  }

  /** From here on, the connection uses the budget of this member. */
  belongTo(memberId: string): void {
    this.memberId = memberId;
  }

  /** Milliseconds until one more message may be taken. */
  waitMs(): number {
    return this.budgets.isOff ? 0 : this.member.messages.waitMs(this.budgets.now());
  }

  /** Counts a message, or a part of one. */
  spend(share: number): void {
    if (!this.budgets.isOff) this.member.messages.take(share);
  }

  /**
   * Pays for a join: from the joins that all connections from this address share or, if those are spent, with a message
   * of a member that was here before. Therefore no storm of newcomers keeps a member from coming back.
   * @param known the id of the member, if the peer has shown that it was here before
   * @returns milliseconds until it can be tried again; 0 if the join is paid for
   */
  enter(known?: string): number {
    const { budgets } = this;
    if (budgets.isOff) return 0;
    const now = budgets.now();
    const shared = budgets.address(this.group).joins;
    const sharedMs = shared.waitMs(now);
    const own = known === undefined ? undefined : this.budgetOf(known).messages;
    const ownMs = sharedMs === 0 || !own ? Infinity : own.waitMs(now);
    if (sharedMs > 0 && ownMs > 0) return Math.min(sharedMs, ownMs);
    (sharedMs === 0 ? shared : own)?.take();
    return 0;
  }

  /**
   * Pays for bytes: from those that all connections from this address share, which may go into debt, or else from those
   * that the member has for itself. Therefore a member that spends all shared bytes leaves each of the others a little.
   * @param cost how many bytes; called only if bytes are counted
   * @returns milliseconds until it can be tried again; 0 if the bytes are paid for
   */
  pay(cost: () => number): number {
    const { budgets, member } = this;
    if (budgets.isOff) return 0;
    const bytes = cost();
    if (bytes === 0) return 0;
    const now = budgets.now();
    const shared = budgets.address(this.group).bytes;
    const sharedMs = shared.waitMs(now);
    const ownMs = sharedMs === 0 ? 0 : member.bytes.waitMs(now, bytes);
    if (sharedMs > 0 && ownMs > 0) return Math.min(sharedMs, ownMs);
    (sharedMs === 0 ? shared : member.bytes).take(bytes);
    member.messages.take(Math.max(0, bytes / BYTES_A_MESSAGE - 1));
    return 0;
  }

  private get member(): MemberBudget {
    return this.memberId === undefined ? this.own : this.budgetOf(this.memberId);
  }

  private budgetOf(memberId: string): MemberBudget {
    return this.budgets.member(memberId, () => this.own);
  }
}
