import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** A network between a client and a server that can break. */
export interface Relay {
  readonly port: number;
  /** All that the server has sent through it. */
  fromServer(): Buffer;
  /** Breaks all connections; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

export async function startRelay(toPort: number): Promise<Relay> {
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
      from.pipe(to);
    }
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
