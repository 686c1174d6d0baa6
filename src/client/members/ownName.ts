import { type Result, fail, ok } from '../../base/result';
import { afterReading } from '../link/afterReading';
import type { RequestProblem } from '../types/clientTypes';
import type { Link, LinkContext } from '../link/link';
import { MUST_REJOIN, NO_ANSWER, NOT_CONNECTED } from '../types/problems';

type Answer = Result<string, RequestProblem>;

/** The name this person wants to have in the room, and the one that the room has given. */
export class OwnName {
  private used: string;
  private asked: string;
  private askOnJoin = false;
  /** Those who wait for the room's answer, by the id of the request. */
  private readonly open = new Map<string, (outcome: Answer) => void>();

  /**
   * @param newId an id that no other client chooses
   * @param report tells the person that the name they chose while the connection was away was refused
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
   * The name to join with.
   * @param again this client was there a moment ago. Then it joins under the old name: if the room refused the new one,
   * it would not get in
   */
  entering(again: boolean): string {
    return again && this.askOnJoin ? this.used : this.asked;
  }

  /**
   * Asks for a name, over `link` if there is one, or else when the connection is back.
   * @param isIdle the client has not tried to join yet: it will join with this name
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

  /** This client is in the room as `name`. */
  joined(name: string, link: Link): void {
    this.used = name;
    const isToAsk = this.askOnJoin && this.asked !== name;
    this.askOnJoin = false;
    if (!isToAsk) return;
    if (!link.rename) this.report(MUST_REJOIN);
    else void this.request(link).then((outcome) => outcome.ok || this.refusedLater(outcome.error));
  }

  /** The room says that this member is called `name`. @param id of the request, if this answers one */
  changed(name: string, id: string | undefined): void {
    this.used = name;
    // otherwise another window did it, or the answer came too late
    if (id === undefined || !this.settle(id, ok(name))) this.asked = name;
  }

  /** @returns whether `id` was a request for a name */
  refused(id: string, problem: RequestProblem): boolean {
    return this.settle(id, fail(problem));
  }

  /** The connection is gone. Nobody knows whether the room heard the requests, so it is asked again at the return. */
  lost(): void {
    this.askOnJoin ||= this.open.size > 0;
    this.settleAll(ok(this.asked));
  }

  /** This client has left the room. */
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
        // a later request may be open
        if (!outcome.ok && this.asked === name) this.asked = this.used;
        resolve(outcome);
      });
      link.rename?.(id, name);
    });
  }

  /** Whoever has left meanwhile need not be told. */
  private refusedLater(problem: RequestProblem): void {
    if (problem !== NOT_CONNECTED) this.report(problem);
  }

  private settleAll(outcome: Answer): void {
    for (const id of [...this.open.keys()]) this.settle(id, outcome);
  }

  /** @returns whether anybody was waiting for it */
  private settle(id: string, outcome: Answer): boolean {
    const settle = this.open.get(id);
    this.open.delete(id);
    settle?.(outcome);
    return settle !== undefined;
  }
}
