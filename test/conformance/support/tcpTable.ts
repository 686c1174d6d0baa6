// What the Linux kernel says of a TCP connection on loopback.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

const TABLE = '/proc/net/tcp';
/** How often the table is read at most. Each time takes some milliseconds. */
const MAX_LOOKS = 1000;

/** The row of the connection from `port` to `peerPort`. */
export function tcpRow(port: number, peerPort: number): string | undefined {
  const hex = (n: number) => n.toString(16).toUpperCase().padStart(4, '0');
  const ends = `0100007F:${hex(port)} 0100007F:${hex(peerPort)}`;
  return readFileSync(TABLE, 'utf8')
    .split('\n')
    .find((row) => row.includes(ends));
}

/** Blocks the event loop until the other end of `socket` has been given everything that was written to it. */
export function standStillUntilGiven({ localPort = 0, remotePort = 0 }: Socket): void {
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const [, waiting] = / ([\dA-F]{8}):[\dA-F]{8} /.exec(tcpRow(localPort, remotePort) ?? '') ?? [];
    assert.ok(waiting !== undefined, 'the kernel knows the connection');
    if (Number.parseInt(waiting, 16) === 0) return;
  }
  assert.fail('the other end was not given what was written to it');
}
