import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { LinePeer } from './fixtures/linePeer';
import { closed, portOf } from './fixtures/ports';

const TOKEN = 'tokenTokenTokenTokenTokenTokenToken';
const HEARD = 'heard-something-private';
const HOSTED = 'said-in-the-hosted-room';
/** Whatever could be a secret: ours are 24 or more random characters. */
const SECRET = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{22,}(?![\w-])/g;

interface Hello {
  readonly person: string;
}

/** A server that welcomes whoever comes, says one thing, and keeps what it was told. */
class Listener {
  hello: Hello | undefined;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server);
    server.on('connection', (socket) => listener.serve(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return listener;
  }

  get address(): string {
    return `127.0.0.1:${portOf(this.server)}`;
  }

  private serve(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.write('SERVER~Tilde/1 Elsewhere - send your name, then your messages, one a line.\n');
    const lines = createInterface({ input: socket });
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      const [, verb, payload = '{}'] = /^~([a-z-]+)~(.*)$/.exec(line) ?? [];
      // as a server does that knows people by what they tell it
      if (verb === 'prove')
        socket.write('SERVER~error~{"code":"hello-first","message":"Say hello first."}\n');
      if (verb !== 'hello') return;
      this.hello = JSON.parse(payload) as Hello;
      const bob = { mid: 'b', name: 'Bob', since: 1, dialect: 'native' };
      const welcome = {
        ...{
          v: 1,
          room: { id: 'r', name: 'Elsewhere', access: 'open' },
          you: 'Alice',
          mid: 'a',
          token: TOKEN,
        },
        ...{ seq: 1, resumed: false, oldest: 1, members: [{ ...bob, mid: 'a', name: 'Alice' }, bob] },
        ...{ limits: {}, history: [] },
      };
      socket.write(`SERVER~welcome~${JSON.stringify(welcome)}\n`);
      socket.write(`Bob~say~${JSON.stringify({ seq: 2, at: 2, by: 'b', text: HEARD })}\n`);
    });
  }

  async stop(): Promise<void> {
    await closed(this.server);
  }
}

async function setLogLevel(level: 'trace' | 'info'): Promise<void> {
  const wanted = { trace: vscode.LogLevel.Trace, info: vscode.LogLevel.Info }[level];
  if (vscode.env.logLevel === wanted) return;
  const set = new Promise<void>((resolve) => {
    const listener = vscode.env.onDidChangeLogLevel((now) => {
      if (now !== wanted) return;
      listener.dispose();
      resolve();
    });
  });
  await vscode.commands.executeCommand('_extensionTests.setLogLevel', level);
  await set;
}

/** All of the log, once `wanted` stands in it. */
function logWith(wanted: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      for (const document of vscode.workspace.textDocuments) {
        const text = document.uri.scheme === 'output' ? document.getText() : '';
        if (!wanted.test(text)) continue;
        for (const listener of listeners) listener.dispose();
        resolve(text);
        return;
      }
    };
    const listeners = [
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(look),
    ];
    look();
  });
}

describe('the log, at its most talkative', () => {
  let log: string;
  let listener: Listener;
  let key: string;

  before(async () => {
    await setLogLevel('trace');
    await vscode.commands.executeCommand('tilde.showLog');
    const hosted = await vscode.commands.executeCommand<{ address: string }>('tilde.host', {
      ...{ name: 'Alice', room: 'Workshop', port: 0, access: 'open' },
    });
    const peer = await LinePeer.join(hosted.address, 'carol');
    peer.say(HOSTED);
    await peer.sees(`carol~${HOSTED}`);
    await vscode.commands.executeCommand('tilde.host', {
      ...{ name: 'Alice', room: 'Vault', port: 0, access: 'private' },
    });
    await vscode.commands.executeCommand('tilde.copyKey');
    key = await vscode.env.clipboard.readText();
    await vscode.commands.executeCommand('tilde.changeRoomKey', { ask: false });
    listener = await Listener.start();
    await vscode.commands.executeCommand('tilde.join', { name: 'Alice', address: listener.address });
    await vscode.commands.executeCommand('tilde.leave', { ask: false });
    // what the server printed comes on a way of its own
    log = await logWith(/^(?=[^]*\[server\] )[^]*<- say [^]*-> bye /);
  });

  after(async () => {
    await listener.stop();
    await setLogLevel('info');
  });

  it('has a tag for each direction of the wire, and for the server', () => {
    assert.match(log, /-> hello \d+ bytes/);
    assert.match(log, /<- welcome \d+ bytes/);
    assert.match(log, /\[server\] /);
  });

  it('holds nothing that was said', () => {
    assert.doesNotMatch(log, new RegExp(`${HEARD}|${HOSTED}`));
  });

  it('holds no secret: not the person, not the token, not the key of a room, nothing that looks like a ticket', () => {
    assert.ok(listener.hello);
    assert.match(listener.hello.person, /^[\w-]{32}$/);
    assert.ok(!log.includes(listener.hello.person));
    assert.ok(!log.includes(TOKEN));
    assert.deepEqual(log.match(SECRET), null);
    for (const shown of [key, key.replaceAll('-', '')]) assert.ok(!log.toUpperCase().includes(shown));
  });
});
