import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pause } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/systemClock';
import { type ClientTimeouts, DEFAULT_TIMEOUTS } from '../../../src/client/types/clientTypes';
import type { Entry } from '../../../src/client/conversation/entry';
import { Person } from './person';
import { FAR_NAME, TwoHosts, whyNoBadCable, whyNoNamespaces } from './twoHosts';

/** How long things take; milliseconds. */
export interface Pace {
  /** For which the network is away. */
  readonly outMs: number;
  /** For which everybody talks over a bad network. */
  readonly badMs: number;
  /** Silence after which either side counts the other as gone. */
  readonly silenceMs: number;
  readonly talkEveryMs: number;
  readonly reconnect: Partial<ClientTimeouts>;
}

/** What a computer that has other things to do may be late, in milliseconds. */
const LATE_MS = 2000;
const SERVER = path.resolve(process.env['TILDE_SERVER'] ?? 'dist/server.js');
const PORT = 9999; // each host is a network of its own: every port is free

/** Two people in a room: `near` on the one host, `far` beside the server, on the other. */
class Scene {
  private constructor(
    readonly hosts: TwoHosts,
    readonly pace: Pace,
    readonly near: Person,
    readonly far: Person,
  ) {}

  /** @param farHost how the near one knows the server: by address, or by name */
  static async play(
    pace: Pace,
    farHost: string,
    act: (scene: Scene) => Promise<void>,
    cable: 'good' | 'bad' = 'good',
  ): Promise<void> {
    const hosts = await TwoHosts.open(cable);
    const people: Person[] = [];
    let server: ChildProcess | undefined;
    try {
      server = await serve(hosts, pace);
      const join = async (side: 'near' | 'far', host: string) => {
        const person = await Person.join((...argv) => hosts.command(side, ...argv), {
          address: { host, port: PORT },
          name: side,
          known: true,
          timeouts: { silenceMs: pace.silenceMs, ...pace.reconnect },
        });
        people.push(person);
        return person;
      };
      const [near, far] = [await join('near', farHost), await join('far', '127.0.0.1')];
      await act(new Scene(hosts, pace, near, far));
    } finally {
      for (const person of people) await person.end();
      if (server?.exitCode === null) {
        const exited = once(server, 'exit');
        server.kill('SIGKILL');
        await exited;
      }
      await hosts.close();
    }
  }

  /** Lets both talk. */
  talk(): void {
    this.near.talk(this.pace.talkEveryMs);
    this.far.talk(this.pace.talkEveryMs);
  }

  /** Resolves once the near one has come to see that the network went at `since`; in time, or it fails. */
  async seesLoss(since: number): Promise<void> {
    const loss = () => this.near.states.find(({ state, at }) => state === 'reconnecting' && at >= since);
    await this.near.when(() => loss() !== undefined);
    const tookMs = loss()!.at - since;
    assert.ok(tookMs <= this.pace.silenceMs + LATE_MS, `it was told after ${tookMs} ms`);
  }

  /** What the near one says while there is no network stands there as not yet said. */
  checkPending(since: number): void {
    const own = this.near.messages.filter(({ own, at }) => own && at > since);
    assert.ok(own.length > 0, 'nothing was said meanwhile');
    assert.deepEqual([...new Set(own.map(({ status }) => status))], ['pending']);
    assert.notEqual(this.near.state, 'joined');
  }

  /** Both fall silent; nothing is lost, nothing doubled, and both show the same in the same order. */
  async check(): Promise<void> {
    const { near, far } = this;
    const said = [...(await near.hush()), ...(await far.hush())].toSorted();
    const isSettled = ({ messages }: Person) =>
      messages.length >= said.length && messages.every(({ status }) => status === 'sent');
    await near.when(() => isSettled(near));
    await far.when(() => isSettled(far));
    const [nearly, farly] = [textsOf(await near.page()), textsOf(await far.page())];
    assert.deepEqual(nearly.toSorted(), said);
    assert.deepEqual(nearly, farly);
    for (const name of ['near', 'far']) {
      const own = nearly.filter((text) => text.startsWith(name));
      assert.deepEqual(
        own,
        own.map((_, i) => `${name} ${i + 1}`),
        `what ${name} said has another order`,
      );
    }
  }
}

async function serve(hosts: TwoHosts, { silenceMs }: Pace): Promise<ChildProcess> {
  const silence = [
    '--idle-timeout-ms',
    String(silenceMs),
    '--ping-interval-ms',
    String(Math.round(silenceMs / 3)),
  ];
  const flags = [
    '--host',
    '0.0.0.0',
    '--open',
    '--port',
    String(PORT),
    '--room',
    'Lab',
    '--per-address',
    '0',
    ...silence,
  ];
  // by the channel it ends with this process, however this one ends
  const server = spawn(...hosts.command('far', process.execPath, SERVER, ...flags), {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [told] = (await once(server, 'message')) as [{ type: string }];
  assert.equal(told.type, 'listening');
  server.stdout!.resume();
  return server;
}

const textsOf = (entries: readonly Entry[]) =>
  entries.filter((entry) => entry.kind === 'message').map(({ text }) => text);

/** The tests of a room whose network fails, or one line that says why they cannot run here. */
export function networkCases(pace: Pace): void {
  const missing = whyNoNamespaces();

  before(function () {
    if (missing === undefined) return;
    process.stdout.write(`      left out: ${missing}\n`);
    this.skip();
  });

  /** Both talk while the network goes and comes back. */
  const outage = (go: (hosts: TwoHosts) => Promise<void>, comeBack: (hosts: TwoHosts) => Promise<void>) =>
    Scene.play(pace, '192.0.2.1', async (scene) => {
      const { hosts, near, far } = scene;
      scene.talk();
      await near.when(() => near.messages.length >= 4);
      await go(hosts);
      const since = Date.now();
      const out = pause(systemClock, pace.outMs);
      // the members' list is as honest as the state: who cannot be heard has left
      await Promise.all([scene.seesLoss(since), far.notices('leave', 'near', since), out]);
      scene.checkPending(since);
      await comeBack(hosts);
      await near.when(() => near.state === 'joined');
      await scene.check();
    });

  it('P-6.10 cable pulled: all that both typed is there once, in one order', () =>
    outage(
      (hosts) => hosts.pull(),
      (hosts) => hosts.plug(),
    ));

  it('P-5.9 half-open connection: both sides see it, and all that both typed is there once', () =>
    outage(
      (hosts) => hosts.deafen(),
      (hosts) => hosts.undeafen(),
    ));

  it('P-6.9 30 % loss and 300 ms delay each way: all that both typed is there once', function () {
    const lacks = whyNoBadCable();
    if (lacks !== undefined) {
      process.stdout.write(`      left out: ${lacks}\n`);
      this.skip();
    }
    // with a round trip of 600 ms, shorter timeouts would be another network that fails
    const patient = { ...pace, silenceMs: DEFAULT_TIMEOUTS.silenceMs, reconnect: {} };
    const act = async (scene: Scene) => {
      const { hosts, near } = scene;
      hosts.worsen(30, 300);
      const since = Date.now();
      scene.talk();
      await pause(systemClock, pace.badMs);
      await near.when(() =>
        near.messages.some(({ own, at, status }) => own && at > since && status === 'sent'),
      );
      hosts.worsen(0, 0);
      await scene.check();
    };
    return Scene.play(patient, '192.0.2.1', act, 'bad');
  });

  it('P-6.6 the host has another address: who came by its name is back, and nothing is missing', () =>
    Scene.play(pace, FAR_NAME, async (scene) => {
      const { hosts, near } = scene;
      scene.talk();
      await near.when(() => near.messages.length >= 4);
      await hosts.move('192.0.2.1', '192.0.2.7');
      const since = Date.now();
      await scene.seesLoss(since);
      scene.checkPending(since);
      hosts.name('192.0.2.7');
      await near.when(() => near.state === 'joined');
      await scene.check();
    }));

  it('P-6.6 the host has another address: who came by the old one is back when that is', () =>
    Scene.play(pace, '192.0.2.1', async (scene) => {
      const { hosts, near } = scene;
      scene.talk();
      await near.when(() => near.messages.length >= 4);
      await hosts.move('192.0.2.1', '192.0.2.7');
      const since = Date.now();
      await scene.seesLoss(since);
      await pause(systemClock, pace.outMs);
      scene.checkPending(since);
      await hosts.move('192.0.2.7', '192.0.2.1');
      await near.when(() => near.state === 'joined');
      await scene.check();
    }));
}
