import * as v from 'valibot';
import type { ReadingPlace } from './navigation';

/** What VS Code keeps for the page while it is hidden or its window is reloaded. `room` only tells rooms apart. */
const Kept = v.object({ room: v.string(), order: v.number(), top: v.number() });

/** The part of VS Code's API that keeps it. */
export interface PageState {
  getState(): unknown;
  setState(state: unknown): unknown;
}

/** Where the reader is who reads back, for the page that comes after this one. */
export class KeptPlace {
  /** What the page before this one kept. */
  private before: v.InferOutput<typeof Kept> | undefined;
  private room: string | undefined;
  private kept: string;

  constructor(private readonly state: PageState) {
    const parsed = v.safeParse(Kept, state.getState());
    this.before = parsed.success ? parsed.output : undefined;
    this.kept = JSON.stringify(this.before);
  }

  /**
   * The room is shown now.
   * @returns where the page before this one had its reader in it, the first time
   */
  enter(room: string | undefined): ReadingPlace | undefined {
    this.room = room;
    const { before } = this;
    if (before === undefined || room === undefined) return undefined;
    this.before = undefined;
    return before.room === room ? before : undefined;
  }

  /** @param place undefined: the reader is at the end, where every page begins */
  keep(place: ReadingPlace | undefined): void {
    // the page before this one may still have kept more than is shown yet
    if (this.room === undefined || this.before !== undefined) return;
    const state = place && { room: this.room, ...place };
    const kept = JSON.stringify(state);
    if (kept === this.kept) return;
    this.kept = kept;
    this.state.setState(state);
  }
}
