import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Logger } from '../../../src/base/logger';
import { silentLogger } from '../../../src/base/logger';
import type { MessageToHost, ServerNotice } from '../../../src/protocol/host/hostChannel';
import type { HostRequest } from '../../../src/protocol/host/hostRequests';
import { ServerChannel } from '../../../src/hosting/serverChannel';
import { ManualClock } from '../client/manualClock';
import { useOwn } from '../support/own';

const KEY = 'K7QX93MD4TWZP2HN8V6C';

/** The process at the other end: takes requests, and says what a test has it say. */
class FakeChild extends EventEmitter {
  readonly requests: HostRequest[] = [];
  connected = true;
  sendError: Error | null = null;

  send(request: unknown, callback?: unknown): boolean {
    this.requests.push(request as HostRequest);
    (callback as (error: Error | null) => void)(this.sendError);
    return true;
  }

  says(message: MessageToHost): void {
    this.emit('message', message);
  }

  end(): void {
    this.connected = false;
    this.emit('disconnect');
    this.emit('close');
  }
}

describe('ServerChannel', () => {
  const own = useOwn();
  let child: FakeChild;
  let clock: ManualClock;
  let channel: ServerChannel;
  let warnings: string[];

  beforeEach(() => {
    child = new FakeChild();
    clock = new ManualClock();
    warnings = [];
    const logger: Logger = { ...silentLogger, warn: (line) => warnings.push(line) };
    channel = new ServerChannel(child as unknown as ConstructorParameters<typeof ServerChannel>[0], {
      logger,
      clock,
      requestTimeoutMs: 1000,
    });
    own(channel);
  });

  it('gives each of two requests its own answer, in whatever order they come', async () => {
    const both = Promise.allSettled([
      channel.request({ type: 'lock', on: true }),
      channel.request({ type: 'change-key', key: KEY }),
    ]);
    const [lock, change] = child.requests;
    assert.deepEqual([lock?.type, change?.type], ['lock', 'change-key']);
    assert.notEqual(lock!.id, change!.id);
    child.says({ type: 'problem', id: change!.id, message: 'No key.' });
    child.says({ type: 'done', id: lock!.id });
    const [locked, changed] = await both;
    assert.equal(locked.status, 'fulfilled');
    assert.ok(changed.status === 'rejected' && (changed.reason as Error).message === 'No key.');
  });

  it('takes no notice for an answer, and no answer for a notice', async () => {
    const notices: ServerNotice[] = [];
    channel.onDidReceiveNotice((notice) => notices.push(notice));
    let isDone = false;
    const done = channel.request({ type: 'lock', on: true }).then(() => (isDone = true));
    const notice = {
      type: 'room-access-changed',
      roomAccess: { removed: { mids: [], addresses: [] } },
    } as const;
    child.says({ ...notice, roomAccess: { removed: { mids: [], addresses: [] } } });
    child.says({ type: 'done', id: child.requests[0]!.id + 1 });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isDone, false);
    child.says({ type: 'done', id: child.requests[0]!.id });
    await done;
    assert.deepEqual(notices, [notice]);
  });

  it('rejects what is pending when the process ends, and what is asked for after', async () => {
    const both = Promise.allSettled([
      channel.request({ type: 'lock', on: true }),
      channel.request({ type: 'clear-history' }),
    ]);
    child.end();
    for (const result of await both)
      assert.ok(result.status === 'rejected' && (result.reason as { code: string }).code === 'not-running');
    await assert.rejects(channel.request({ type: 'clear-history' }), { code: 'not-running' });
    assert.equal(child.requests.length, 2);
  });

  it('rejects what cannot be sent', async () => {
    child.sendError = new Error('write EPIPE');
    await assert.rejects(channel.request({ type: 'clear-history' }), { code: 'not-running' });
  });

  it('gives up a request after its time, and ignores the answer that comes late', async () => {
    const late = assert.rejects(channel.request({ type: 'clear-history' }), { code: 'no-answer' });
    clock.advance(1000);
    await late;
    child.says({ type: 'done', id: child.requests[0]!.id });
    assert.deepEqual(warnings, []);
  });

  it('logs and ignores what it does not understand, and nothing of it stands in the log', () => {
    channel.onDidReceiveNotice(() => assert.fail('it was taken'));
    const odd = [
      null,
      'done',
      { type: 'done' },
      { type: 'problem', id: 1 },
      { type: 'listening', port: '4321', ticket: KEY },
      { type: 'room-access-changed', roomAccess: { key: KEY } },
      { type: 'nonsense', key: KEY },
    ];
    for (const message of odd) child.emit('message', message);
    assert.equal(warnings.length, odd.length);
    assert.ok(!warnings.join().includes(KEY));
  });
});
