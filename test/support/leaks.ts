// What a test has made and not let go of fails it: sockets, servers, processes, watchers, timers, temporary folders,
// stores of disposables, and listeners. Mocha's root hooks; scripts/testSteps.mjs and .vscode-test.mjs load them.
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import net from 'node:net';
import { trackDisposables } from '../../src/base/disposable';

/** What closes by itself has so long to do so, after the test has let go of it. Milliseconds. */
const PATIENCE_MS = 2000;

/** What is there now. */
interface Held {
  readonly kind: string;
  /** Where it was made. A stack is dear only once it is read. */
  readonly made: Error;
  /** Resolves when it is gone; left out: only who holds it can let go of it. */
  readonly gone?: Promise<void>;
  /** Looks whether it is still there; left out: as long as it is in the list. */
  readonly isThere?: () => boolean;
}

const held = new Map<unknown, Held>();

/** What it is, and the lines of our own code that made it, the innermost first. */
function described({ kind, made }: Held): string {
  const lines = (made.stack ?? '').split('\n');
  const ours = lines.filter((line) => /[\\/]out[\\/]/.test(line) && !/leaks\.js|base[\\/]/.test(line));
  return (
    kind +
    ours
      .slice(0, 4)
      .map((line) => `\n        ${line.trim()}`)
      .join('')
  );
}

const hold = (key: unknown, kind: string, more: Pick<Held, 'gone' | 'isThere'> = {}) =>
  held.set(key, { kind, made: new Error(), ...more });

/** Held until it fires `event`. */
function holdUntil(emitter: NodeJS.EventEmitter, event: string, kind: string): void {
  const gone = new Promise<void>((resolve) => {
    emitter.once(event, () => {
      held.delete(emitter);
      resolve();
    });
  });
  hold(emitter, kind, { gone });
}

/** Puts `wrapper(original)` in the place of a function. */
function wrap<T extends object, K extends keyof T>(
  owner: T,
  name: K,
  wrapper: (original: T[K]) => T[K],
): void {
  owner[name] = wrapper(owner[name]);
}

function watchNode(): void {
  for (const channel of ['net.client.socket', 'net.server.socket'])
    subscribe(channel, (message) =>
      holdUntil((message as { socket: net.Socket }).socket, 'close', `a socket (${channel})`),
    );
  subscribe('child_process', (message) =>
    holdUntil((message as { process: ChildProcess }).process, 'exit', 'a process'),
  );
  wrap(
    net.Server.prototype,
    'listen',
    (listen) =>
      function (this: net.Server, ...args: unknown[]) {
        this.once('listening', () => holdUntil(this, 'close', 'a server'));
        return Reflect.apply(listen, this, args) as net.Server;
      } as typeof listen,
  );
  wrap(fs, 'watch', (watch) => (...args: unknown[]) => {
    const watcher = Reflect.apply(watch, fs, args) as fs.FSWatcher;
    holdUntil(watcher, 'close', 'a watcher');
    return watcher;
  });
}

function watchFolders(): void {
  const note = (folder: string) =>
    hold(folder, `the folder ${folder}`, { isThere: () => fs.existsSync(folder) });
  wrap(
    fs,
    'mkdtempSync',
    (make) =>
      ((...args: unknown[]) => {
        const folder = Reflect.apply(make, fs, args) as string;
        note(folder);
        return folder;
      }) as typeof make,
  );
  wrap(
    fs.promises,
    'mkdtemp',
    (make) =>
      (async (...args: unknown[]) => {
        const folder = (await Reflect.apply(make, fs.promises, args)) as string;
        note(folder);
        return folder;
      }) as typeof make,
  );
}

function watchTimers(): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const set = globalThis[name];
    const watched = (fn: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const timer = set(
        (...given: unknown[]) => {
          if (name === 'setTimeout') held.delete(timer);
          fn(...given);
        },
        ms,
        ...args,
      );
      hold(timer, 'a timer');
      return timer;
    };
    // with what hangs on it, such as its form for promises
    Object.assign(globalThis, { [name]: Object.assign(watched, set) });
  }
  for (const name of ['clearTimeout', 'clearInterval'] as const) {
    wrap(globalThis, name, (clear) => (timer: unknown) => {
      held.delete(timer);
      Reflect.apply(clear, globalThis, [timer]);
    });
  }
}

const isThere = (key: unknown): boolean => {
  const one = held.get(key);
  if (!one) return false;
  if (one.isThere?.() !== false) return true;
  held.delete(key);
  return false;
};

/** What of `keys` is still there when everything has had time to go. */
async function leftOf(keys: readonly unknown[]): Promise<readonly string[]> {
  const going = keys.flatMap((key) => held.get(key)?.gone ?? []);
  if (going.length > 0) {
    let stop: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (stop = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([Promise.all(going), patience]);
    clearTimeout(stop);
  }
  return keys
    .filter(isThere)
    .flatMap((key) => held.get(key) ?? [])
    .map(described);
}

/** The failure of who has left these; undefined where there are none. */
const leak = (left: readonly string[]): Error | undefined =>
  left.length === 0 ? undefined : new Error(`left behind:${left.map((what) => `\n      ${what}`).join('')}`);

/** In the model programs are killed, and let go of nothing that is only in memory. */
const CRASHES = /[\\/]unit[\\/]model[\\/]/;
let isModel = false;
let before = new Set<unknown>();

trackDisposables({
  made: (item, kind) => {
    if (!isModel) hold(item, kind);
  },
  gone: (item) => held.delete(item),
});
watchNode();
watchFolders();
// an extension host has timers of others
if (process.env['VSCODE_PID'] === undefined) watchTimers();

export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context) {
    isModel = CRASHES.test(this.currentTest?.file ?? '');
    before = new Set(held.keys());
  },
  async afterEach(this: Mocha.Context) {
    const made = [...held.keys()].filter((key) => !before.has(key));
    const left = await leftOf(made);
    // told once, not of each test from here on
    for (const key of held.keys()) if (!before.has(key)) held.delete(key);
    const error = leak(left);
    // the test fails, and not the hook, after which no test would run
    if (error) (this.test as unknown as { error(fault: Error): void }).error(error);
  },
  async afterAll() {
    // suites whose hooks are the root's remove their folders only after this
    const error = leak(await leftOf([...held.keys()].filter((key) => typeof key !== 'string')));
    if (error) throw error;
  },
};
