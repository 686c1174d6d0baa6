// A program that stood still for longer than it waits comes to its timers before it reads what has long been there.
import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/base/logger';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import type { ConnectionError } from '../../../src/client/types/clientTypes';
import { event, useScene } from './scene';
import { welcomeFrame } from './scriptedServer';
import { lines, shows } from './support';

const GREETING_MS = 600;
const WELCOME_MS = 10_000;
const ANSWER_MS = 15_000;
const ECHO_MS = 2000;
const GREETING = 'SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n';

const failure = (kind: ConnectionError['kind']) => (error: unknown) =>
  error instanceof ConnectionFailure && error.error.kind === kind;

describe('ChatClient in a program that stood still', () => {
  const scene = useScene();

  it('P-9.1 hears the greeting of a room of ours', async () => {
    void scene.client.connect().catch(() => undefined);
    const peer = await scene.server.peer();
    await scene.clock.scheduled(GREETING_MS);
    peer.send(GREETING);
    scene.clock.advance(GREETING_MS);
    assert.equal((await peer.frame()).verb, 'hello');
  });

  it('hears its welcome', async () => {
    scene.create({ known: true });
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await peer.frame();
    peer.send(welcomeFrame());
    scene.clock.advance(WELCOME_MS);
    await joined;
  });

  it('does not take a welcome that is still coming for something else', async () => {
    scene.create({ known: true });
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await peer.frame();
    peer.send(welcomeFrame().slice(0, 50));
    scene.clock.advance(WELCOME_MS);
    await assert.rejects(joined, failure('timeout'));
  });

  it('knows what has said something, but no whole line, and then nothing for long', async () => {
    let heard: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (heard = resolve));
    const trace = (message: string) => {
      if (message.startsWith('<- no frame')) heard();
    };
    scene.create({ known: true, logger: { ...silentLogger, trace } });
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await peer.frame();
    peer.send(`${GREETING}220 ready`);
    await first;
    scene.clock.advance(WELCOME_MS);
    await assert.rejects(joined, failure('not-chat'));
  });

  it('hears the answers to what it has asked', async () => {
    scene.create({ known: true });
    const peer = await scene.join(welcomeFrame({ seq: 50, history: [event(50, 'fifty')] }));
    const page = scene.client.loadOlder(undefined, 100);
    await peer.frame();
    peer.send(`SERVER~history~${JSON.stringify({ events: [event(1, 'one')], more: false })}\n`);
    scene.clock.advance(ANSWER_MS);
    assert.equal((await page).entries.length, 2);
    const renamed = scene.client.rename('carol');
    let { verb, payload } = await peer.frame();
    while (verb !== 'rename') ({ verb, payload } = await peer.frame());
    const answer = { seq: 51, at: 5, by: 'm-alice', name: 'alice', to: 'carol', id: payload['id'] };
    peer.send(`SERVER~rename~${JSON.stringify(answer)}\n`);
    scene.clock.advance(ANSWER_MS);
    assert.deepEqual(await renamed, { ok: true, value: 'carol' });
  });

  it('hears an original server', async () => {
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(GREETING_MS);
    scene.clock.advance(GREETING_MS);
    await peer.expect('alice');
    peer.send('SERVER~Welcoming alice to the chat!');
    scene.clock.advance(WELCOME_MS);
    await joined;
    scene.client.say('hi');
    await peer.expect('hi');
    peer.send('alice~hi');
    scene.clock.advance(ECHO_MS);
    await shows(scene.client, 'alice: hi (sent)');
    assert.ok(!lines(scene.client).includes('alice: hi (failed)'));
  });
});
