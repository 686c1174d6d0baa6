import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The name under which the near host knows the far one. */
export const FAR_NAME = 'far.test';
const CARD = 'card0';
/** A hardware address that nobody has: what is sent there is lost without a word. */
const NOBODY = '02:00:00:00:00:99';

/** Prints its own pid and lives until its input ends: it holds a namespace open. */
const HOLD = 'echo $$; exec cat';

/** A program for a bad cable, in the language whose standard library reaches the kernel's own cards. */
const BAD_CABLE = path.resolve('test/conformance/network/badCable.py');

type Side = 'near' | 'far';

/** Why this machine cannot make network namespaces; `undefined` where it can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  const tried = spawnSync('unshare', ['--net', '--mount', 'ip', 'link', 'set', 'lo', 'up'], {
    encoding: 'utf8',
  });
  if (tried.status === 0) return undefined;
  return `no network namespaces here: ${(tried.error?.message ?? tried.stderr).trim()}`;
}

/** Why this machine cannot have a cable between them that can go bad. */
export function whyNoBadCable(): string | undefined {
  if (!existsSync('/dev/net/tun')) return 'no /dev/net/tun here';
  return spawnSync('python3', ['--version']).status === 0 ? undefined : 'no python3 here';
}

/**
 * Two hosts on one cable, and nothing else: two network namespaces without any route out. The kernel removes them
 * with the processes that hold them, which end with this one, however it ends.
 */
export class TwoHosts {
  private badCable: ChildProcess | undefined;

  private constructor(
    private readonly holders: Readonly<Record<Side, ChildProcess>>,
    private readonly pids: Readonly<Record<Side, number>>,
    private readonly folder: string,
  ) {
    process.on('exit', this.tidy);
  }

  /** @param cable `bad`: one that `worsen` works on */
  static async open(cable: 'good' | 'bad' = 'good'): Promise<TwoHosts> {
    const holders = { near: hold(), far: hold() };
    const [near, far] = [await firstLine(holders.near), await firstLine(holders.far)];
    const pids = { near: Number(near), far: Number(far) };
    const hosts = new TwoHosts(holders, pids, mkdtempSync(path.join(tmpdir(), 'tilde-network-')));
    hosts.name('192.0.2.1');
    await hosts.on('near', 'mount', '--bind', hosts.hostsFile, '/etc/hosts');
    await hosts.connect(cable);
    for (const side of ['near', 'far'] as const) {
      await hosts.on(side, 'ip', 'link', 'set', 'lo', 'up');
      await hosts.on(side, 'ip', 'link', 'set', CARD, 'up');
    }
    await hosts.addAddress('near', '192.0.2.100');
    await hosts.addAddress('far', '192.0.2.1');
    return hosts;
  }

  /** The command that runs a program on that host. */
  command(side: Side, ...argv: readonly string[]): [string, string[]] {
    return ['nsenter', ['--target', String(this.pids[side]), '--net', '--mount', '--', ...argv]];
  }

  /** Pulls the near host's cable: its card is down, the far host's has no carrier. */
  pull(): Promise<void> {
    return this.on('near', 'ip', 'link', 'set', CARD, 'down');
  }

  /** Puts it back. */
  plug(): Promise<void> {
    return this.on('near', 'ip', 'link', 'set', CARD, 'up');
  }

  /** Loses every packet without a word, both ways: both cards are up, and everything sent goes to nobody. */
  async deafen(): Promise<void> {
    for (const [side, other] of [
      ['near', '192.0.2.1'],
      ['far', '192.0.2.100'],
    ] as const) {
      const wrong = ['lladdr', NOBODY, 'nud', 'permanent'];
      await this.on(side, 'ip', 'neighbour', 'replace', other, 'dev', CARD, ...wrong);
    }
  }

  async undeafen(): Promise<void> {
    await this.on('near', 'ip', 'neighbour', 'delete', '192.0.2.1', 'dev', CARD);
    await this.on('far', 'ip', 'neighbour', 'delete', '192.0.2.100', 'dev', CARD);
  }

  /** From now on a `bad` cable loses so many of the packets, and delays the others, each way. */
  worsen(lossPercent: number, delayMs: number): void {
    this.badCable?.stdin?.write(`${lossPercent} ${delayMs}\n`);
  }

  /** Gives the far host another address in place of the one it has. */
  async move(from: string, to: string): Promise<void> {
    await this.on('far', 'ip', 'address', 'delete', `${from}/24`, 'dev', CARD);
    await this.addAddress('far', to);
  }

  /** Gives a host one more address. */
  addAddress(side: Side, address: string): Promise<void> {
    return this.on(side, 'ip', 'address', 'add', `${address}/24`, 'dev', CARD);
  }

  /** Lets `FAR_NAME` mean that address, on the near host. */
  name(address: string): void {
    writeFileSync(this.hostsFile, `127.0.0.1 localhost\n${address} ${FAR_NAME}\n`);
  }

  /** Lets both hosts go; what still runs there must have ended. */
  async close(): Promise<void> {
    for (const child of [this.badCable, ...Object.values(this.holders)]) {
      if (child?.exitCode !== null) continue;
      const exited = once(child, 'exit');
      child.stdin?.end();
      await exited;
    }
    this.tidy();
    process.off('exit', this.tidy);
  }

  /** Also where a test hung and was given up. */
  private readonly tidy = (): void => rmSync(this.folder, { recursive: true, force: true });

  private async connect(cable: 'good' | 'bad'): Promise<void> {
    const { near, far } = this.pids;
    if (cable === 'good') {
      const toFar = ['peer', 'name', CARD, 'netns', String(far)];
      await this.on('near', 'ip', 'link', 'add', CARD, 'type', 'veth', ...toFar);
      return;
    }
    this.badCable = spawn('python3', [BAD_CABLE, String(near), String(far)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await firstLine(this.badCable);
  }

  private get hostsFile(): string {
    return path.join(this.folder, 'hosts');
  }

  private async on(side: Side, ...argv: readonly string[]): Promise<void> {
    await run(...this.command(side, ...argv));
  }
}

/** A process in namespaces of its own: of the network, and of mounts, for a file of host names. */
function hold(): ChildProcess {
  return spawn('unshare', ['--net', '--mount', 'sh', '-c', HOLD], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** What the program says first: once it has, it is ready. */
async function firstLine(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('it ended at once')));
  const said = once(child.stdout!, 'data') as Promise<[Buffer]>;
  const [line] = await Promise.race([said, ended]);
  return line.toString().trim();
}
