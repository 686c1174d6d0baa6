import { type Result, fail, ok } from '../base/result';
import type { ClientProblem } from './clientTypes';
import type { Link } from './link';
import { NOT_CONNECTED } from './problems';

type Outcome = Result<string, ClientProblem>;

/** The name one wants to have in the room, and the one the room has given. */
export class Renames {
  private used: string;
  private asked: string;
  private askOnJoin = false;
  /** What the room has not answered, by id. */
  private readonly open = new Map<string, (outcome: Outcome) => void>();

  /** @param newId an id that no other client chooses */
  constructor(
    name: string,
    private readonly newId: () => string,
  ) {
    this.used = this.asked = name;
  }

  /** The name in use in the room; it may have got a suffix. */
  get name(): string {
    return this.used;
  }

  /** The name to come in with. */
  get wanted(): string {
    return this.asked;
  }

  /**
   * Asks for a name, over `link` if there is one; without it, when one is back.
   * @param isIdle nobody has asked for the room yet: the first hello says the name
   */
  async ask(name: string, link: Link | undefined, isIdle: boolean): Promise<Outcome> {
    this.asked = name;
    if (link && name === this.used) return ok(name);
    if (!link?.rename) {
      this.askOnJoin = !isIdle;
      return ok(name);
    }
    const id = this.newId();
    const outcome = new Promise<Outcome>((settle) => this.open.set(id, settle));
    link.rename(id, name);
    return outcome;
  }

  /** One is in the room as `name`. */
  joined(name: string, link: Link): void {
    this.used = name;
    if (this.askOnJoin && this.asked !== name) link.rename?.(this.newId(), this.asked);
    this.askOnJoin = false;
  }

  /** The room says that one is called `name`. @param id of what one asked for, if it is the answer to that */
  changed(name: string, id: string | undefined): void {
    this.used = name;
    if (id !== undefined) this.settle(id, ok(name));
  }

  /** @returns whether it was a name that was refused */
  refused(id: string, problem: ClientProblem): boolean {
    return this.settle(id, fail(problem));
  }

  /** The connection is gone: whether they were heard nobody knows, and the room is asked again at the return. */
  lost(): void {
    this.askOnJoin ||= this.open.size > 0;
    this.settleAll(ok(this.asked));
  }

  /** One has left. */
  left(): void {
    this.settleAll(fail(NOT_CONNECTED));
  }

  private settleAll(outcome: Outcome): void {
    for (const id of [...this.open.keys()]) this.settle(id, outcome);
  }

  /** @returns whether anybody waits for that */
  private settle(id: string, outcome: Outcome): boolean {
    const settle = this.open.get(id);
    this.open.delete(id);
    if (!outcome.ok && settle) this.asked = this.used;
    settle?.(outcome);
    return settle !== undefined;
  }
}
