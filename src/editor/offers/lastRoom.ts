import type { Memento } from 'vscode';
import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { LAST_ROOM_MEMENTO } from '../platform/ids';
import type { ChatSession } from '../session/chatSession';
import type { RoomOffer, RoomOffers } from './roomOffers';

/** For how long the room that a window was in is offered where nobody looks for it; later only where rooms are listed. */
const OFFERED_FOR_MS = 7 * 24 * 3_600_000;

const Note = v.object({
  /** As in {@link RoomOffer}. */
  id: v.string(),
  /** When the window was last there; milliseconds since the epoch. */
  at: v.number(),
});
type Note = v.InferOutput<typeof Note>;

/** The room that this window was in when it was closed, until the person enters any room. */
export class LastRoom implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new Emitter<void>());
  /** Fires when `offer` may have changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Pick<ChatSession, 'isActive' | 'onDidChange'>,
    private readonly offers: Pick<RoomOffers, 'list' | 'onDidChange'>,
    private readonly state: Pick<Memento, 'get' | 'update'>,
    private readonly clock: Clock = systemClock,
  ) {
    this.store.add(offers.onDidChange(() => this.changed.fire()));
    this.store.add(session.onDidChange(() => this.entered()));
    // the next window need not look for it, either
    if (this.isNoted && !this.note) this.forget();
  }

  get offer(): RoomOffer | undefined {
    const { note } = this;
    return note && !this.session.isActive ? this.offers.list.find(({ id }) => id === note.id) : undefined;
  }

  /** This window was in the room with that id until `at`, milliseconds since the epoch; too long ago to go back by itself. */
  async set(id: string, at: number): Promise<void> {
    await this.state.update(LAST_ROOM_MEMENTO, { id, at } satisfies Note);
    this.changed.fire();
  }

  dispose(): void {
    this.store.dispose();
  }

  private get isNoted(): boolean {
    return this.state.get<unknown>(LAST_ROOM_MEMENTO) !== undefined;
  }

  private get note(): Note | undefined {
    const note = this.state.get<unknown>(LAST_ROOM_MEMENTO);
    // the clock may have been set back since
    return v.is(Note, note) && Math.abs(this.clock.date() - note.at) <= OFFERED_FOR_MS ? note : undefined;
  }

  private entered(): void {
    if (!this.session.isActive || !this.isNoted) return;
    this.forget();
    this.changed.fire();
  }

  private forget(): void {
    void this.state.update(LAST_ROOM_MEMENTO, undefined);
  }
}
