import { type Result, fail, ok } from '../base/result';
import { type RoomAccess, OPEN_ACCESS } from '../protocol/host/hostChannel';
import { formatRoomKey, newRoomKey } from '../protocol/keys/roomKey';
import type { AccessOptions } from './cli';
import { readKeyFile, writeKeyFile } from './admission/keyFile';
import type { HostChannel } from './hostChannel';

/**
 * Finds out who may come in when the server starts: from the command line, a key file or the host.
 * @param showKey takes a key that was made, once
 * @returns that; or why the server cannot start so, a sentence
 */
export async function initialRoomAccess(
  options: AccessOptions,
  host: HostChannel,
  showKey: (key: string) => void,
): Promise<Result<RoomAccess, string>> {
  switch (options.kind) {
    case 'open':
      return ok(OPEN_ACCESS);
    case 'private': {
      const key = await keyOf(options, showKey);
      return key.ok ? ok({ ...OPEN_ACCESS, key: key.value }) : key;
    }
    case 'from-host': {
      if (!host.isThere)
        return fail('--gated takes a program that starts the server and says who may come in.');
      const roomAccess = await accessFromHost(host);
      return roomAccess.key === undefined && !options.mayBeOpen ? fail(options.refusal) : ok(roomAccess);
    }
  }
}

/** The key in the file, or else a new one. */
async function keyOf(
  { keyFile, make }: AccessOptions & { kind: 'private' },
  showKey: (key: string) => void,
): Promise<Result<string, string>> {
  const kept = keyFile === undefined ? ok(undefined) : readKeyFile(keyFile);
  if (!kept.ok) return kept;
  if (kept.value !== undefined) return ok(kept.value);
  if (!make)
    return fail(`There is no file ${String(keyFile)}; with --private, a key is made and kept there.`);
  const key = newRoomKey();
  const written = keyFile === undefined ? ok(undefined) : await writeKeyFile(keyFile, key);
  if (!written.ok) return written;
  showKey(formatRoomKey(key));
  return ok(key);
}

/** Waits for the host to say it. The process ends with its host, should that never come. */
const accessFromHost = (host: HostChannel): Promise<RoomAccess> =>
  new Promise((resolve) => {
    const onDisconnect = () => process.exit();
    process.on('disconnect', onDisconnect);
    host.handle({
      'set-room-access': ({ roomAccess }) => {
        process.off('disconnect', onDisconnect);
        // what the host asks for meanwhile waits until the server can do it
        host.handle(undefined);
        resolve(roomAccess);
      },
    });
  });
