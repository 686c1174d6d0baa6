import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { type SecureVersion, TLSSocket, connect as connectTls, createSecureContext } from 'node:tls';
import { type Certificate, makeCertificate } from '../../../src/server/admission/certificate';

/** Both ends of a connection through the middle, which has ended the TLS of each. */
export interface Tapped {
  readonly client: TLSSocket;
  readonly server: TLSSocket;
}

/** What the middle does with a connection. It may keep and say what it likes. */
export type Scheme =
  /** Passes on what it cannot read. */
  | { readonly kind: 'honest' }
  /** Ends TLS on both sides. */
  | { readonly kind: 'tls'; readonly maxVersion?: SecureVersion; readonly attack: (tapped: Tapped) => void }
  /** Speaks no TLS at all. */
  | { readonly kind: 'plain'; readonly attack: (client: Socket) => void };

/** Stands between a client and a private room on loopback, and hears everything that it can make them say. */
export class Middle {
  scheme: Scheme = { kind: 'honest' };
  /** What it has learned: everything that it read in plain text from either side, and every byte outside TLS. */
  readonly heard: Buffer[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly toPort: number,
    private readonly certificate: Certificate,
  ) {
    this.server = createServer((socket) => this.take(socket));
  }

  static async start(toPort: number): Promise<Middle> {
    const middle = new Middle(toPort, await makeCertificate());
    middle.server.listen(0, '127.0.0.1');
    await once(middle.server, 'listening');
    return middle;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get heardText(): string {
    return Buffer.concat(this.heard).toString('latin1');
  }

  /** Breaks all connections. New ones are accepted. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.server.close();
    this.cut();
    await once(this.server, 'close');
  }

  private take(client: Socket): void {
    const { scheme } = this;
    this.keep(client);
    if (scheme.kind === 'plain') {
      client.on('data', (bytes) => this.heard.push(bytes));
      scheme.attack(client);
    } else if (scheme.kind === 'honest') {
      const server = this.keep(connect(this.toPort, '127.0.0.1'));
      for (const side of [client, server]) side.on('data', (bytes: Buffer) => this.heard.push(bytes));
      client.pipe(server).pipe(client);
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
    } else this.tap(client, scheme);
  }

  private tap(plain: Socket, { maxVersion = 'TLSv1.3', attack }: Scheme & { kind: 'tls' }): void {
    const secureContext = createSecureContext({ ...this.certificate, maxVersion });
    const client = this.keep(new TLSSocket(plain, { isServer: true, secureContext }));
    const server = connectTls({ port: this.toPort, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      for (const side of [client, server]) side.on('data', (bytes: Buffer) => this.heard.push(bytes));
      attack({ client, server });
    });
    this.keep(server);
  }

  private keep<T extends Socket>(socket: T): T {
    this.sockets.add(socket);
    socket.on('error', () => undefined); // its peer must leave it
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  }
}
