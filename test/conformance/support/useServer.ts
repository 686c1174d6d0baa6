import { Peer } from './peer';
import { type RunningServer, killServers, startServer } from './server';

// after all tests, since one that timed out never reaches its own end
after(() => {
  Peer.dropAll();
  killServers();
});

/** Runs a server for the tests of one `describe`. @returns a function that gives its port once they run */
export function useServer(...flags: string[]): () => number {
  let server: RunningServer | undefined;
  before(async () => (server = await startServer(...flags)));
  after(async () => {
    Peer.dropAll();
    await server?.stop();
  });
  return () => {
    if (!server) throw new Error('the server runs only during the tests');
    return server.port;
  };
}

/** Runs `test` with a server of its own. */
export async function withServer(
  flags: readonly string[],
  test: (port: number, server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await startServer(...flags);
  try {
    await test(server.port, server);
  } finally {
    Peer.dropAll();
    await server.stop();
  }
}

/** Resolves once the server has printed `text`. */
export async function untilPrinted(server: RunningServer, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!server.output().includes(text)) return;
      server.child.stdout?.off('data', look);
      resolve();
    };
    server.child.stdout?.on('data', look);
    look();
  });
}
