// What a test has made and not let go of fails it: sockets, servers, processes, watchers, timers, temporary folders,
// stores of disposables, and listeners. Mocha's root hooks: for unit tests scripts/testSteps.mjs loads them, for
// integration tests leaksUi.ts. An extension host also runs VS Code: only what our own code made counts.
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { errorMonitor } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { trackDisposables } from '../../src/base/disposable';

/** What closes by itself has so long to do so, after the test has let go of it. Milliseconds. */
const PATIENCE_MS = Number(process.env['TILDE_LEAK_PATIENCE_MS'] ?? 20_000);

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

const PROJECT = path.resolve(__dirname, '..', '..', '..');
/** Windows may spell a path in two ways. */
const isSpelledIn = (line: string, file: string): boolean => line.toLowerCase().includes(file.toLowerCase());
const folders = (...names: string[]) => names.map((name) => path.join(PROJECT, name) + path.sep);
const OUR_FILES = folders('out', 'dist');
const BUNDLE = folders('dist');
/** Not the installed VS Code, which has folders of the same names. */
const PROJECT_FILES = folders('out', 'dist', 'node_modules');

/** Not who makes something: this file, Node, what VS Code puts in the place of Node's `net`, and lines without a file. */
const isBetween = (line: string): boolean =>
  isSpelledIn(line, __filename) || /\bnode:|@vscode[\\/]proxy-agent/.test(line) || !/:\d+:\d+\)?$/.test(line);

/** Who made it, the innermost first. */
const makers = ({ made }: Held): readonly string[] =>
  (made.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && !isBetween(line));

const isIn = (files: readonly string[], line: string): boolean =>
  files.some((folder) => isSpelledIn(line, folder));

/**
 * Whether it counts: our code, or a library for it, made it. VS Code also makes things while our code calls it. The
 * installed extension outlives the test, and so may its timers; what it has in the system may not.
 */
const isOurs = (one: Held): boolean => {
  const [innermost] = makers(one);
  if (innermost === undefined || !isIn(PROJECT_FILES, innermost)) return false;
  return !isIn(BUNDLE, innermost) || one.gone !== undefined;
};

/** What it is, and the lines of our own code that made it, the innermost first. */
function described(one: Held): string {
  const ours = makers(one).filter((line) => isIn(OUR_FILES, line) && !/[\\/]src[\\/]base[\\/]/.test(line));
  return [one.kind, ...ours.slice(0, 4)].join('\n        ');
}

const hold = (key: unknown, kind: string, more: Partial<Omit<Held, 'kind'>> = {}) =>
  held.set(key, { kind, made: new Error(), ...more });

/** Held until it fires `event`. */
function holdUntil(emitter: NodeJS.EventEmitter, event: string, kind: string, made = new Error()): void {
  const gone = new Promise<void>((resolve) => {
    emitter.once(event, () => {
      held.delete(emitter);
      resolve();
    });
  });
  hold(emitter, kind, { gone, made });
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
    subscribe(channel, (message) => {
      const { socket } = message as { socket: net.Socket & { server?: net.Server } };
      // nobody of ours is on the stack when Node takes a connection: whoever made the server made the socket
      holdUntil(socket, 'close', `a socket (${channel})`, held.get(socket.server)?.made);
    });
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess };
    holdUntil(child, 'exit', 'a process');
    // what could not be started never exits
    (child as NodeJS.EventEmitter).once(errorMonitor, () => child.pid === undefined && held.delete(child));
  });
  wrap(
    net.Server.prototype,
    'listen',
    (listen) =>
      function (this: net.Server, ...args: unknown[]) {
        const made = new Error();
        this.once('listening', () => holdUntil(this, 'close', 'a server', made));
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
  const note = (folder: string, made = new Error()) =>
    hold(folder, `the folder ${folder}`, { made, isThere: () => fs.existsSync(folder) });
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
        const made = new Error();
        const folder = (await Reflect.apply(make, fs.promises, args)) as string;
        note(folder, made);
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

/** Which of `keys` are still there when everything has had time to go, `patienceMs` at most. */
async function leftOf(keys: readonly unknown[], patienceMs: number): Promise<readonly string[]> {
  const ours = keys.filter((key) => {
    const one = held.get(key);
    return one !== undefined && isOurs(one);
  });
  const going = ours.flatMap((key) => held.get(key)?.gone ?? []);
  if (going.length > 0) {
    let stop: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (stop = setTimeout(resolve, patienceMs)));
    await Promise.race([Promise.all(going), patience]);
    clearTimeout(stop);
  }
  return ours
    .filter(isThere)
    .flatMap((key) => held.get(key) ?? [])
    .map(described);
}

/** Looks from now on. @returns ends it: what was made meanwhile and is still there. It is told only once. */
export function lookForLeaks(): (patienceMs?: number) => Promise<readonly string[]> {
  const before = new Set(held.keys());
  return async (patienceMs = PATIENCE_MS) => {
    const left = await leftOf(
      [...held.keys()].filter((key) => !before.has(key)),
      patienceMs,
    );
    for (const key of held.keys()) if (!before.has(key)) held.delete(key);
    return left;
  };
}

/** The failure of who has left these; undefined where there are none. */
const leak = (left: readonly string[]): Error | undefined =>
  left.length === 0 ? undefined : new Error(`left behind:${left.map((what) => `\n      ${what}`).join('')}`);

/** In the model programs are killed, and let go of nothing that is only in memory. */
const CRASHES = /[\\/]unit[\\/]model[\\/]/;
let isModel = false;
let endLook = lookForLeaks();

trackDisposables({
  made: (item, kind) => {
    if (!isModel) hold(item, kind);
  },
  gone: (item) => held.delete(item),
});
watchNode();
watchFolders();
watchTimers();

function beginTest(this: Mocha.Context): void {
  isModel = CRASHES.test(this.currentTest?.file ?? '');
  endLook = lookForLeaks();
}

async function endTest(this: Mocha.Context): Promise<void> {
  this.timeout(2 * PATIENCE_MS);
  const error = leak(await endLook());
  // the test fails, and not the hook, after which no test would run
  if (error) (this.test as unknown as { error(fault: Error): void }).error(error);
}

async function endRun(this: Mocha.Context): Promise<void> {
  this.timeout(2 * PATIENCE_MS);
  // suites whose hooks are the root's remove their folders only after this
  const keys = [...held.keys()].filter((key) => typeof key !== 'string');
  const error = leak(await leftOf(keys, PATIENCE_MS));
  if (error) throw error;
}

export const mochaHooks = { beforeEach: beginTest, afterEach: endTest, afterAll: endRun };
