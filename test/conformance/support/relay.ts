import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/** A network between a client and a server that can break. */
export interface Relay {
  readonly port: number;
  /** Everything that the server has sent through it. */
  fromServer(): Buffer;
  /** Breaks all connections. New ones are accepted. */
  cut(): void;
  close(): Promise<void>;
}

/** @param forge changes each chunk from the server; left out: they pass unchanged */
export async function startRelay(
  toPort: number,
  forge: (chunk: Buffer) => Buffer = (chunk) => chunk,
): Promise<Relay> {
  const sockets = new Set<Socket>();
  const sent: Buffer[] = [];
  const relay = createServer({ noDelay: true }, (near) => {
    const far = connect(toPort, '127.0.0.1').setNoDelay(true);
    far.on('data', (chunk: Buffer) => sent.push(chunk));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
    near.pipe(far);
    far
      .pipe(new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, forge(chunk)) }))
      .pipe(near);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (relay.address() as AddressInfo).port,
    fromServer: () => Buffer.concat(sent),
    cut,
    async close() {
      relay.close();
      cut();
      await once(relay, 'close');
    },
  };
}
