import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket, connect } from 'node:tls';
import { BINDING } from '../../protocol/keys/roomKey';

/** One end of a connection within this program. */
class Plug extends Duplex {
  other: Plug | undefined;

  override _read(): void {
    // the other end pushes
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.other?.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.other?.push(null);
    done();
  }
}

/**
 * Tries a TLS connection within this program. Resolves if both of its ends export the same keying material (P-13.4);
 * rejects with what is missing. Not every build of TLS can do this. A server that found out at the first proof would
 * close every connection without a word.
 */
export async function exporterWorks(context: SecureContext): Promise<void> {
  const [near, far] = [new Plug(), new Plug()];
  [near.other, far.other] = [far, near];
  const server = new TLSSocket(near, { isServer: true, secureContext: context });
  const client = connect({ socket: far, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
  try {
    await Promise.all([secured(server, 'secure'), secured(client, 'secureConnect')]);
    const [one, other] = [server, client].map((end) =>
      end.exportKeyingMaterial(BINDING.bytes, BINDING.label, Buffer.alloc(0)),
    );
    if (one?.length !== BINDING.bytes || !other?.equals(one))
      throw new Error('its two ends have different keying material');
  } finally {
    for (const end of [server, client, near, far]) end.on('error', () => undefined).destroy();
  }
}

const secured = (end: TLSSocket, event: 'secure' | 'secureConnect') =>
  new Promise<void>((resolve, reject) => {
    end.once(event, resolve).once('error', reject);
    end.once('close', () => reject(new Error('its connection was closed')));
  });
