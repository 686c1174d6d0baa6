import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Result, fail, ok } from '../../base/result';
import { type Disk, realDisk } from './disk';
import { diskReason } from './diskReason';
import { type FileLock, lockFile } from './fileLock';
import { History, type HistoryLimits } from './history';
import { type Damage, HistoryFile } from './historyFile';
import type { RoomEvent } from '../../protocol/wire/messages';
import { RoomIdentity } from '../admission/roomIdentity';
import type { RoomKept } from './handover';

export interface HistoryDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly disk?: Disk;
  readonly lock?: typeof lockFile;
  /** How many bytes are written between two indexes. */
  readonly indexBytes?: number;
  /** Takes the direct messages of a room that the server before this one has in memory. */
  readonly takeDirect?: (room: RoomKept) => Promise<readonly RoomEvent[]>;
  /** The secret from which a new file's member ids and tokens are made; by default a random one. */
  readonly secret?: Buffer;
}

/**
 * Opens the history at `file`, or begins one there: a new room, whose people are known by `secret` (P-14.4).
 * @returns the history, or a sentence that says why it cannot be used
 */
export async function openHistory(
  file: string,
  limits: HistoryLimits,
  {
    clock,
    logger,
    disk = realDisk,
    lock: lockIt = lockFile,
    secret = randomBytes(32),
    indexBytes,
    takeDirect = () => Promise.resolve([]),
  }: HistoryDeps,
): Promise<Result<History, string>> {
  const refuse = (why: string) => fail(`The history ${file} cannot be used: ${why}.`);
  let lock: FileLock | undefined;
  let isDamageTold = false;
  const onDidSkip = () => {
    if (!isDamageTold) logger.warn(`${file}: there are damaged lines, which are skipped.`);
    isDamageTold = true;
  };
  try {
    const real = disk.place(file);
    lock = await lockIt(real);
    if (!lock) return refuse('another server has it open; stop that one, or choose another file');
    const isNew = disk.isEmpty(real);
    if (isNew) HistoryFile.create(real, disk, { room: new RoomIdentity(secret).roomId, secret });
    const opened = HistoryFile.open(real, disk, { indexBytes, onDidSkip });
    if (!opened.ok) {
      lock.release();
      return refuse(`it is ${opened.error}, and is left as it is`);
    }
    const { damage } = opened.value;
    isDamageTold ||= damage.lines > 0;
    const mended = whatWasMended(damage);
    if (mended !== '') logger.warn(`${file}: ${mended}.`);
    const direct = isNew ? [] : await takeDirect(opened.value.file.head);
    return ok(new History(opened.value.file, lock, limits, clock, logger, isNew, direct));
  } catch (error) {
    lock?.release();
    return refuse(diskReason(error));
  }
}

function whatWasMended({ lines, tornBytes }: Damage): string {
  const said: string[] = [];
  if (lines > 0)
    said.push(lines === 1 ? '1 damaged line was skipped' : `${lines} damaged lines were skipped`);
  if (tornBytes > 0) said.push('a torn last line was cut off');
  return said.join('; ');
}
