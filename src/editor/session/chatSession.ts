import * as vscode from 'vscode';
import { Failure } from '../platform/failure';
import { onDidChangeUsername } from '../platform/settings';
import { CurrentRoomEvents } from './currentRoomEvents';
import { SessionEnded, SessionFailure } from './endReason';
import { endSentence } from './endSentence';
import { HostedRoomSession } from './hostedRoomSession';
import { JoinedRoomSession } from './joinedRoomSession';
import { NoRoomSession } from './noRoomSession';
import type { RoomSession } from './roomSession';
import type { HostOptions, JoinOptions, SessionOptions } from './sessionOptions';
import { type SessionState, sessionStateOf } from './sessionState';

/**
 * Knows which room session is this window's current one: begins room sessions, and replaces one by the next. Reports what
 * the current one reports.
 */
export class ChatSession extends CurrentRoomEvents {
  private session: RoomSession;
  /** How often entering or leaving was asked for: of several requests at once the last one counts. */
  private requests = 0;

  constructor(private readonly options: SessionOptions) {
    super();
    this.session = new NoRoomSession(options);
    this.store.add(onDidChangeUsername(() => this.change.fire()));
  }

  /** Where this window stands with its room. */
  get state(): SessionState {
    return sessionStateOf(this.session);
  }

  /** The session of the room that this window is in, or was in last. Its events are told here, too. */
  get current(): RoomSession {
    return this.session;
  }

  /** The current session, where this window hosts. */
  get hosted(): HostedRoomSession | undefined {
    return this.isActive && this.session instanceof HostedRoomSession ? this.session : undefined;
  }

  /** Whether there is a room to leave: entered, being entered, or being looked for again. */
  get isActive(): boolean {
    return this.session.isOpen;
  }

  /** The address that was joined last, or tried. */
  get lastJoined(): string | undefined {
    return this.session instanceof JoinedRoomSession ? this.session.address : undefined;
  }

  /** What teammates type to join now, the likeliest first. */
  get addresses(): readonly string[] {
    this.hosted?.refreshAddresses();
    return this.session.addresses;
  }

  /**
   * Starts a server and joins its room, after leaving the room before. Rejects with a `Failure` when that is not
   * possible, and with a `vscode.CancellationError` when the person left or went elsewhere meanwhile.
   */
  async host(request: HostOptions): Promise<void> {
    await this.enter(() => new HostedRoomSession(request, this.options));
  }

  /**
   * Opens the hosted room again, as `request` says. Its members wait, and come back to the same address by themselves.
   * Rejects as {@link host} does.
   */
  async reopen(request: HostOptions): Promise<void> {
    await this.enter(
      () => new HostedRoomSession(request, this.options),
      (before) => before.suspend(),
    );
  }

  /** Joins a room, after leaving the room before. Rejects as {@link host} does. */
  async join(request: JoinOptions): Promise<void> {
    const { session } = this;
    const tried = session instanceof JoinedRoomSession ? session.keyTriedAt(request.address) : undefined;
    await this.enter(() => new JoinedRoomSession(request, this.options, tried));
  }

  /** Leaves; a hosted room ends with that. Resolves when the connection is closed and the server gone. */
  async leave(): Promise<void> {
    this.requests += 1;
    await this.session.leave();
  }

  /** Back to where no room was asked for: why there was no way in is said no more. Nothing, where there is a room. */
  forget(): void {
    if (this.isActive || this.session.room) return;
    this.requests += 1;
    this.replaceBy(new NoRoomSession(this.options));
  }

  /** The window goes, not the person: as {@link leave}, but the members of a hosted room wait for their host. */
  async suspend(): Promise<void> {
    this.requests += 1;
    if (this.isActive) await this.session.suspend();
  }

  override dispose(): void {
    this.session.dispose();
    super.dispose();
  }

  /** Leaves the room before, and enters the one that `create` makes, unless something else was asked for meanwhile. */
  private async enter(
    create: () => RoomSession,
    leave = (before: RoomSession) => before.leave(),
  ): Promise<void> {
    const request = (this.requests += 1);
    // also where that session has ended: its port may not be free yet
    await leave(this.session);
    if (request !== this.requests) throw new vscode.CancellationError();
    this.replaceBy(create());
    try {
      await this.session.enter();
    } catch (error) {
      if (error instanceof SessionEnded) throw new vscode.CancellationError();
      if (!(error instanceof SessionFailure)) throw error;
      throw new Failure(endSentence(error.reason), { cause: error.cause, inPanel: true });
    }
  }

  private replaceBy(next: RoomSession): void {
    this.session.dispose();
    this.session = next;
    this.follow(next.reports);
    this.change.fire();
  }
}
