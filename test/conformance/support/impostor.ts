import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';

/** Somebody else's program on a port, and everything that it was told there. */
export interface Impostor {
  readonly port: number;
  /** Everything that came, connection by connection. */
  readonly heard: () => readonly string[];
  /** Resolves once so many frames have come in total, with everything that came. */
  readonly frames: (count: number) => Promise<readonly string[]>;
  close(): Promise<void>;
}

/** @param answer called with each frame, LF included; returns the answer, if there is one */
export async function startImpostor(
  answer: (frame: string, socket: Socket) => string | undefined,
  port = 0,
): Promise<Impostor> {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    const index = heard.push('') - 1;
    let rest = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      heard[index] = (heard[index] ?? '') + chunk.toString();
      rest += chunk.toString();
      for (let end = rest.indexOf('\n') + 1; end > 0; end = rest.indexOf('\n') + 1) {
        const said = answer(rest.slice(0, end), socket);
        rest = rest.slice(end);
        if (said !== undefined && socket.writable) socket.write(said);
      }
      wake();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const framesOf = () => heard.flatMap((text) => text.split(/(?<=\n)/).filter((line) => line.endsWith('\n')));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    async frames(count) {
      while (framesOf().length < count) await new Promise<void>((resolve) => (wake = resolve));
      return framesOf();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
