import { type Result, fail, ok } from '../../base/result';
import { afterReading } from '../link/afterReading';
import type { RequestProblem } from '../types/clientTypes';
import type { Link, LinkContext } from '../link/link';
import { MUST_REJOIN, NO_ANSWER, NOT_CONNECTED } from '../types/problems';

type Answer = Result<string, RequestProblem>;

/** The name one wants to have in the room, and the one the room has given. */
export class OwnName {
  private used: string;
  private asked: string;
  private askOnJoin = false;
  /** Who waits for the room's answer, by the id of the question. */
  private readonly open = new Map<string, (outcome: Answer) => void>();

  /**
   * @param newId an id that no other client chooses
   * @param report tells the person that the name was refused which they chose while the connection was away
   */
  constructor(
    name: string,
    private readonly context: Pick<LinkContext, 'clock' | 'timeouts'>,
    private readonly newId: () => string,
    private readonly report: (problem: RequestProblem) => void,
  ) {
    this.used = this.asked = name;
  }

  /** The name in use in the room; it may have got a suffix. */
  get name(): string {
    return this.used;
  }

  /**
   * The name to come in with.
   * @param again one was there a moment ago: then no new one, for who says a name that is refused does not come in
   */
  entering(again: boolean): string {
    return again && this.askOnJoin ? this.used : this.asked;
  }

  /**
   * Asks for a name, over `link` if there is one; without it, when one is back.
   * @param isIdle nobody has asked for the room yet: one comes in with the name
   */
  async ask(name: string, link: Link | undefined, isIdle: boolean): Promise<Answer> {
    this.asked = name;
    if (link && name === this.used) return ok(name);
    if (!link) {
      this.askOnJoin = !isIdle;
      return ok(name);
    }
    return this.request(link);
  }

  /** One is in the room as `name`. */
  joined(name: string, link: Link): void {
    this.used = name;
    const isToAsk = this.askOnJoin && this.asked !== name;
    this.askOnJoin = false;
    if (!isToAsk) return;
    if (!link.rename) this.report(MUST_REJOIN);
    else void this.request(link).then((outcome) => outcome.ok || this.refusedLater(outcome.error));
  }

  /** The room says that one is called `name`. @param id of what one asked for, if it is the answer to that */
  changed(name: string, id: string | undefined): void {
    this.used = name;
    // otherwise it is another window's doing, or an answer nobody expected any more
    if (id === undefined || !this.settle(id, ok(name))) this.asked = name;
  }

  /** @returns whether it was a name that was refused */
  refused(id: string, problem: RequestProblem): boolean {
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

  private request(link: Link): Promise<Answer> {
    const id = this.newId();
    const { asked: name, context } = this;
    return new Promise((resolve) => {
      const timer = afterReading(context.clock, context.timeouts.answerMs, () =>
        this.settle(id, fail(NO_ANSWER)),
      );
      this.open.set(id, (outcome) => {
        timer.dispose();
        // a later question may be open
        if (!outcome.ok && this.asked === name) this.asked = this.used;
        resolve(outcome);
      });
      link.rename?.(id, name);
    });
  }

  /** Who has left meanwhile needs no telling. */
  private refusedLater(problem: RequestProblem): void {
    if (problem !== NOT_CONNECTED) this.report(problem);
  }

  private settleAll(outcome: Answer): void {
    for (const id of [...this.open.keys()]) this.settle(id, outcome);
  }

  /** @returns whether anybody waits for that */
  private settle(id: string, outcome: Answer): boolean {
    const settle = this.open.get(id);
    this.open.delete(id);
    settle?.(outcome);
    return settle !== undefined;
  }
}
