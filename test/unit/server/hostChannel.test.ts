import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { silentLogger } from '../../../src/base/logger';
import { OPEN_ACCESS } from '../../../src/protocol/host/hostChannel';
import { HostChannel, type HostHandlers } from '../../../src/server/hostChannel';

const KEY = 'K7QX93MD4TWZP2HN8V6C';

describe('HostChannel', () => {
  let host: EventEmitter;
  let told: unknown[];
  let warnings: string[];
  let channel: HostChannel;

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  /** Sends all `messages` at once. @returns what the host is told */
  async function tell(handlers: Partial<HostHandlers>, ...messages: unknown[]): Promise<unknown[]> {
    channel.handle(handlers);
    for (const message of messages) host.emit('message', message);
    await settled();
    return told;
  }

  beforeEach(() => {
    told = [];
    warnings = [];
    host = Object.assign(new EventEmitter(), {
      connected: true,
      send: (message: unknown) => told.push(message),
    });
    const logger = { ...silentLogger, warn: (line: string) => warnings.push(line) };
    channel = new HostChannel(logger, host as unknown as NodeJS.Process);
  });

  it('answers each request by its id: done, or why not', async () => {
    let clear: () => void = () => undefined;
    const cleared = new Promise<void>((resolve) => (clear = resolve));
    const handlers: Partial<HostHandlers> = {
      'clear-history': () => cleared,
      lock: () => Promise.reject(new Error('Rejected.')),
      'change-key': ({ key }) => {
        throw new Error(key === KEY ? 'Thrown.' : 'another key');
      },
    };
    await tell(
      handlers,
      { type: 'clear-history', id: 1 },
      { type: 'lock', id: 2, on: true },
      { type: 'change-key', id: 3, key: KEY },
    );
    clear();
    await settled();
    assert.deepEqual(
      new Set(told),
      new Set([
        { type: 'problem', id: 2, message: 'Rejected.' },
        { type: 'problem', id: 3, message: 'Thrown.' },
        { type: 'done', id: 1 },
      ]),
    );
    assert.deepEqual(told.at(-1), { type: 'done', id: 1 });
    assert.deepEqual(warnings.toSorted(), ['change-key: Thrown.', 'lock: Rejected.']);
  });

  it('has a problem with what it cannot do now', async () => {
    const calls: string[] = [];
    await tell({ stop: () => void calls.push('stop') }, { type: 'stop', id: 1 });
    await tell(
      { lock: () => void calls.push('lock') },
      { type: 'stop', id: 2 },
      { type: 'lock', id: 3, on: true },
    );
    assert.deepEqual(calls, ['stop', 'lock']);
    assert.deepEqual(
      told.map((message) => (message as { type: string; id: number }).type),
      ['done', 'problem', 'done'],
    );
  });

  it('lets requests wait while it has no handlers, and answers them in their order', async () => {
    const calls: string[] = [];
    channel.handle({ 'set-room-access': () => channel.handle(undefined) });
    host.emit('message', { type: 'set-room-access', id: 1, roomAccess: OPEN_ACCESS });
    host.emit('message', { type: 'lock', id: 2, on: true });
    host.emit('message', { type: 'stop', id: 3 });
    await settled();
    assert.deepEqual(told, [{ type: 'done', id: 1 }]);
    await tell({ stop: () => void calls.push('stop'), lock: () => void calls.push('lock') });
    assert.deepEqual(calls, ['lock', 'stop']);
    assert.deepEqual(told.slice(1), [
      { type: 'done', id: 2 },
      { type: 'done', id: 3 },
    ]);
  });

  it('logs and ignores what it does not understand, and nothing of it stands in the log', async () => {
    const odd = [
      null,
      'stop',
      { type: 'stop' },
      { type: 'lock', id: '1', on: true },
      { type: 'change-key', id: 1, key: `${KEY}x` },
      { type: 'nonsense', id: 1, key: KEY },
    ];
    assert.deepEqual(await tell({ stop: () => assert.fail('it was taken') }, ...odd), []);
    assert.equal(warnings.length, odd.length);
    assert.ok(!warnings.join().includes(KEY));
  });

  it('says nothing where no program has forked it', () => {
    new HostChannel(silentLogger, Object.assign(new EventEmitter(), {}) as NodeJS.Process).tell({
      type: 'done',
      id: 1,
    });
  });
});
