// A long history, as our server writes it; bundled by install.mjs.
import { randomBytes } from 'node:crypto';
import type { RoomEvent } from '../../src/protocol/wire/messages';
import { realDisk } from '../../src/server/history/disk';
import { HistoryFile } from '../../src/server/history/historyFile';

/** As many as come in a turn of a busy server. */
const BATCH = 100;

/**
 * Writes so many messages of 64 bytes to a new file.
 * @param indexBytes how much is written before another index is; `Infinity` for none at all, as in files of before
 */
export function writeHistory(path: string, stored: number, indexBytes?: number): void {
  HistoryFile.create(path, realDisk, { room: 'bench', secret: randomBytes(32) });
  const opened = HistoryFile.open(path, realDisk, { indexBytes });
  if (!opened.ok) throw new Error(opened.error);
  const first = Date.now() - stored;
  const say = (seq: number): RoomEvent => ({
    ...{ verb: 'say', from: `u${seq % 10}`, at: first + seq, by: `member-${seq % 10}` },
    ...{ id: `bench-${seq}`, text: `${seq} `.padEnd(64, 'lorem ipsum '), seq },
  });
  for (let done = 0; done < stored; done += BATCH) {
    const count = Math.min(BATCH, stored - done);
    opened.value.file.append(Array.from({ length: count }, (_, i) => say(done + i + 1)));
  }
  opened.value.file.close();
}
