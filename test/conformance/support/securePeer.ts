import { once } from 'node:events';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, type TLSSocket, connect } from 'node:tls';
import { NativePeer, Peer } from './peer';

/** A key as it is shown to people. */
export const SHOWN_KEY = 'K7QX-93MD-4TWZ-P2HN-8V6C';
export const KEY = 'K7QX93MD4TWZP2HN8V6C';
export const OTHER_KEY = '00000000000000000000';

const folder = mkdtempSync(path.join(tmpdir(), 'tilde-key-'));
/** A file with the key, as `--key-file` takes it. */
export const KEY_FILE = path.join(folder, 'key');
writeFileSync(KEY_FILE, `${SHOWN_KEY}\n`, { mode: 0o600 });
after(() => rmSync(folder, { recursive: true, force: true }));

/** For servers whose greeting is not under test: a busy computer may be slow to begin TLS (P-13.2). */
export const PATIENT = ['--greet-after-ms', '600000'];

/** A proof, made as the specification says (P-13.4). */
export const proofOf = (key: string, prover: 'client' | 'server', binding: Buffer): string =>
  createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(`tilde ${prover}`), binding]))
    .digest('base64url');

/** A TLS connection to a private room, written from the specification alone. */
export class SecurePeer extends Peer {
  private constructor(readonly secure: TLSSocket) {
    super(secure);
    secure.on('data', (chunk: Buffer) => this.read(chunk));
  }

  /** Connects, and resolves once TLS is up. */
  static async knock(port: number, options: ConnectionOptions = {}): Promise<SecurePeer> {
    const secure = connect({
      ...{ port, host: '127.0.0.1', rejectUnauthorized: false, allowHalfOpen: true },
      ...options,
    });
    const peer = new SecurePeer(secure);
    await once(secure, 'secureConnect');
    return peer;
  }

  /** Proves that it has the key. */
  static async enter(port: number, key = KEY): Promise<SecurePeer> {
    const peer = await SecurePeer.knock(port);
    await peer.prove(proofOf(key, 'client', peer.binding));
    await peer.until('\n');
    return peer;
  }

  /** Connects, proves the key, says hello, and waits for the welcome. */
  static async join(port: number, name: string, more: object = {}, key = KEY): Promise<NativePeer> {
    const native = NativePeer.on(await SecurePeer.enter(port, key));
    await native.send('hello', { v: 1, name, ...more });
    await native.next('welcome');
    return native;
  }

  /** The channel binding of RFC 9266. */
  get binding(): Buffer {
    return this.secure.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  }

  prove(proof: string): Promise<void> {
    return this.send(`~prove~${JSON.stringify({ v: 1, proof })}\n`);
  }
}
