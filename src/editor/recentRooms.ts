import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { type Clock, systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import { parseAddress } from '../protocol/address';
import type { ChatSession } from './chatSession';
import { replaceFile } from './replaceFile';

const SUFFIX = '.json';
/** More than anybody wants to look through. */
const MAX_RECENT = 20;

const RecentRoom = v.object({
  /** `host:port`. */
  address: v.pipe(
    v.string(),
    v.check((text) => parseAddress(text).ok),
  ),
  /** As the room was called then. */
  name: v.string(),
  /** Whether it took a key, which is kept elsewhere. */
  access: v.picklist(['open', 'private']),
  /** When it was last entered; milliseconds since the epoch. */
  at: v.number(),
});

export type RecentRoom = v.InferOutput<typeof RecentRoom>;

/**
 * The rooms that were joined, for all windows of this installation. Each has a file of its own, so that windows that
 * write at the same time take nothing from each other. Where that does not work, none are known.
 */
export class RecentRooms {
  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    /** Called with the address of each room that is forgotten. */
    private readonly forgotten: (address: string) => void = () => undefined,
  ) {}

  /** The one joined last is first. */
  list(): readonly RecentRoom[] {
    return this.names()
      .flatMap((name) => readRoom(path.join(this.folder, name)) ?? [])
      .sort((a, b) => b.at - a.at);
  }

  /** Whether the room at `address`, `host:port`, was private when one was there last. */
  wasPrivate(address: string): boolean {
    return readRoom(this.file(address))?.access === 'private';
  }

  remember(room: RecentRoom): void {
    this.quietly(() => {
      replaceFile(this.file(room.address), JSON.stringify(room));
      for (const { address } of this.list().slice(MAX_RECENT)) this.forget(address);
    });
  }

  forget(address: string): void {
    this.quietly(() => rmSync(this.file(address), { force: true }));
    this.forgotten(address);
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith(SUFFIX));
    } catch {
      return []; // there were none yet
    }
  }

  private quietly(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.logger.warn(`rooms of late: ${String(error)}`);
    }
  }

  private file(address: string): string {
    return path.join(this.folder, createHash('sha256').update(address).digest('hex').slice(0, 32) + SUFFIX);
  }
}

function readRoom(file: string): RecentRoom | undefined {
  try {
    const parsed = v.safeParse(RecentRoom, JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // forgotten just now, or not ours
  }
}

/** Notes each room of somebody else's that is entered. */
export function rememberJoined(
  session: ChatSession,
  recents: RecentRooms,
  clock: Clock = systemClock,
): Disposable {
  let entered: string | undefined;
  return session.onDidChange(() => {
    const { connection, room } = session.panelState;
    const address = connection.kind === 'joined' && !session.isHosting ? session.lastJoined : undefined;
    if (address !== undefined && address !== entered) {
      const { name, access } = room ?? { name: address, access: 'open' };
      recents.remember({ address, name, access, at: clock.now() });
    }
    entered = address;
  });
}
