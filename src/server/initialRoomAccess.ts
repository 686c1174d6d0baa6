import { type Result, fail, ok } from '../base/result';
import { type RoomAccess, OPEN_ACCESS, isHostMessage } from '../protocol/hostChannel';
import { formatRoomKey, newRoomKey } from '../protocol/roomKey';
import type { Access } from './cli';
import { readKeyFile, writeKeyFile } from './admission/keyFile';

/**
 * Who may come in when the server starts, by its command line or its host; or a sentence why it cannot start so.
 * @param show takes a key that was made, once
 */
export async function initialRoomAccess(
  access: Access,
  show: (key: string) => void,
): Promise<Result<RoomAccess, string>> {
  switch (access.kind) {
    case 'open':
      return ok(OPEN_ACCESS);
    case 'private': {
      const key = await keyOf(access, show);
      return key.ok ? ok({ ...OPEN_ACCESS, key: key.value }) : key;
    }
    case 'gated': {
      if (!process.send) return fail('--gated takes a program that starts the server and gives it its gate.');
      const gate = await accessFromHost();
      return gate.key === undefined && !access.mayBeOpen ? fail(access.refusal) : ok(gate);
    }
  }
}

/** The key that is kept in the file, or else a new one. */
async function keyOf(
  { keyFile, make }: Access & { kind: 'private' },
  show: (key: string) => void,
): Promise<Result<string, string>> {
  const kept = keyFile === undefined ? ok(undefined) : readKeyFile(keyFile);
  if (!kept.ok) return kept;
  if (kept.value !== undefined) return ok(kept.value);
  if (!make)
    return fail(`There is no file ${String(keyFile)}; with --private, a key is made and kept there.`);
  const key = newRoomKey();
  const written = keyFile === undefined ? ok(undefined) : await writeKeyFile(keyFile, key);
  if (!written.ok) return written;
  show(formatRoomKey(key));
  return ok(key);
}

/** The host's first word. The process ends with the host, should it never come. */
const accessFromHost = (): Promise<RoomAccess> =>
  new Promise((resolve) => {
    const onMessage = (message: unknown) => {
      if (!isHostMessage(message) || message.type !== 'gate') return;
      process.off('message', onMessage).off('disconnect', onDisconnect);
      resolve(message.gate);
    };
    const onDisconnect = () => process.exit();
    process.on('message', onMessage).on('disconnect', onDisconnect);
  });
