// One room, its members and their network: takes the steps of a scenario, lets everything heal, and compares.
import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import type { MessageEntry } from '../../../src/client/conversation/entry';
import { DEFAULT_LIMITS } from '../../../src/protocol/wire/limits';
import { type Asked, checkAsked } from './asked';
import { MemoryDisk } from './memoryDisk';
import { Network } from './network';
import { ServerProgram, type ServerSettings, Window } from './program';
import { seededRandom } from './random';
import { type Scenario, type Step } from './steps';
import { type MayForget, isFor } from './truth';
import { checkView, messages } from './views';
import { VirtualClock } from './virtualClock';

/** Who sits where: two windows of one person, and of another, people who choose one name, and somebody without a person. */
const PEOPLE: readonly { readonly name: string; readonly person?: string }[] = [
  { name: 'ann', person: 'person-a' },
  { name: 'ann', person: 'person-a' },
  { name: 'Bob', person: 'person-b' },
  { name: 'ann', person: 'person-c' },
  { name: 'dan', person: 'person-d' },
  { name: 'eve' },
  { name: 'Bob', person: 'person-b' },
];
/** What a file is compacted at: a few long messages. */
const SMALL_FILE_BYTES = 100_000;
/** A start goes by what an index says, or reads everything. */
const INDEX_BYTES = [1000, Infinity] as const;
/** What is sent on a connection that works has come by then. */
const NEWS_MS = 5000;
/** After this at the latest the server has tried again to save, and to let go of what was taken back. */
const DISK_RETRY_MS = 11 * 60_000;
const LONG_TEXT = 'x'.repeat(15_000);
const ROOM_FILE = 'room';

export class World {
  private readonly clock = new VirtualClock();
  private readonly network: Network;
  private readonly random: () => number;
  private readonly disk = new MemoryDisk();
  private readonly settings: ServerSettings;
  private readonly servers: ServerProgram[] = [];
  private server!: ServerProgram;
  /** When the server before it ended, in milliseconds. */
  private endedAt = 0;
  private foreign: ServerProgram | undefined;
  private readonly windows = new Map<number, Window>();
  private readonly asked: Asked[] = [];

  constructor(private readonly scenario: Scenario) {
    const { seed, keeps, outbox, file } = scenario;
    this.network = new Network(this.clock, seed);
    this.random = seededRandom(seed);
    this.settings = {
      historyEvents: keeps === 'much' ? 10_000 : 12,
      historyFileBytes: file === 'large' ? DEFAULT_LIMITS.historyFileBytes : SMALL_FILE_BYTES,
      indexBytes: INDEX_BYTES[seed % 2 === 0 ? 0 : 1],
      outboxBytes: outbox === 'large' ? 262_144 : 49_152,
    };
  }

  /** Takes all steps, and throws at the first thing that is not as it must be. */
  async play(): Promise<void> {
    await this.start('none');
    for (let slot = 0; slot < this.scenario.windows; slot++) this.open(slot).join();
    await this.run(200);
    for (const [step, ms] of this.scenario.steps) {
      await this.take(step);
      await this.run(ms);
      for (const window of this.windows.values()) if (window.isJoined && !window.catchesUp) checkView(window);
    }
    await this.heal();
    this.check();
    if (this.scenario.saves) await this.checkFile();
    await this.end();
  }

  /** Lets go of everything, also after a failure. */
  async end(): Promise<void> {
    for (const window of this.windows.values()) window.kill();
    for (const server of this.servers) await server.kill(true);
  }

  private async run(ms: number): Promise<void> {
    await this.clock.run(ms);
  }

  private async start(history: 'kept' | 'older' | 'none', powerCutAt?: number, part = 0): Promise<void> {
    const { saves } = this.scenario;
    const before = this.servers.length > 0 ? this.server.truth : undefined;
    if (history === 'older') this.disk.rewind(this.file, part);
    if (history === 'none') this.disk.remove(this.file);
    // no server begins with a file it cannot make
    if (!this.disk.has(this.file)) this.disk.fault = undefined;
    const mayForget: MayForget = { any: history === 'older', powerCutAt };
    this.server = await ServerProgram.start(
      this.clock,
      this.settings,
      saves ? { disk: this.disk, name: ROOM_FILE } : undefined,
      saves && history !== 'none' && before ? { truth: before, mayForget, endedAt: this.endedAt } : undefined,
    );
    this.servers.push(this.server);
    this.network.listener = this.server;
  }

  private async take(step: Step): Promise<void> {
    if ('slot' in step) {
      this.takeBy(step.slot, step);
      return;
    }
    switch (step.do) {
      case 'restart':
        await this.restart(step);
        return;
      case 'disk':
        this.disk.fault = step.fault;
        return;
      case 'foreign-room':
        await this.beElsewhere(step.ms);
        return;
      case 'set-date':
        this.clock.leap(step.byMs);
        return;
      case 'wait':
        await this.run(step.ms);
    }
  }

  private takeBy(slot: number, step: Extract<Step, { slot: number }>): void {
    const window = this.windows.get(slot);
    if (step.do === 'join') {
      (window ?? this.open(slot)).join();
      return;
    }
    if (!window) return;
    const { client, wire } = window;
    switch (step.do) {
      case 'leave':
        window.wanted = false;
        void client.leave();
        return;
      case 'reload':
        if (step.silently) wire?.cut({ up: 0, down: 0 }, { client: undefined, server: undefined });
        window.kill();
        this.reload(window);
        return;
      case 'retry-now':
        client.retryNow();
        return;
      case 'read-back':
        void client.loadOlder(client.transcript.page(undefined, 1e6).entries[0]?.order, 50);
        return;
      case 'rename':
        void client.rename(step.name);
        return;
      case 'retry':
        this.retry(window);
        return;
      case 'cut':
        wire?.cut(
          { up: step.up / 10, down: step.down / 10 },
          { client: step.clientMs, server: step.serverMs },
        );
        return;
      case 'stall':
        wire?.stall(step.way, step.ms);
        return;
      case 'say':
        for (let i = 0; i < step.count; i++) this.say(window, step.kind);
        return;
      case 'whisper':
        for (let i = 0; i < step.count; i++) this.whisper(window, this.windows.get(step.to));
        return;
      case 'edit':
      case 'remove':
      case 'react':
      case 'unreact':
        this.amend(window, step.do, step.back);
    }
  }

  /** What was not sent goes over to the next program, as the editor keeps it. */
  private reload(window: Window): void {
    const { slot, wanted, client } = window;
    this.windows.delete(slot);
    if (!wanted) return;
    const next = this.open(slot);
    next.client.restore(JSON.parse(JSON.stringify(client.unsent)) as typeof client.unsent);
    const kept = new Set(client.unsent.map(({ what }) => what.id));
    for (const asked of this.asked) if (kept.has(asked.id)) asked.window = next;
    next.join();
  }

  private open(slot: number): Window {
    const { name, person } = PEOPLE[slot]!;
    const window = new Window(slot, name, person, this.clock, this.network, this.random);
    this.windows.set(slot, window);
    return window;
  }

  private say(window: Window, kind: 'short' | 'long' | 'code' | 'reply'): void {
    const text = `m${this.asked.length}`;
    const answered = kind === 'reply' ? messages(window).at(-1) : undefined;
    const more =
      kind === 'code'
        ? { code: { path: 'a.ts', start: 1, end: 2, text: `code of ${text}` } }
        : answered
          ? { reply: window.client.transcript.seqAt(answered.order) }
          : {};
    const whole = kind === 'long' ? `${text} ${LONG_TEXT}` : text;
    const result = window.client.say(whole, more);
    if (!result.ok) return;
    const about = answered && this.idOf(window, answered);
    this.asked.push({ window, id: result.value, verb: 'say', text: whole, about });
  }

  private whisper(window: Window, other: Window | undefined): void {
    const to = other?.client.memberId;
    if (to === undefined) return;
    const text = `w${this.asked.length}`;
    const result = window.client.say(text, { to });
    if (result.ok) this.asked.push({ window, id: result.value, verb: 'say', text, to });
  }

  private amend(window: Window, what: 'edit' | 'remove' | 'react' | 'unreact', back: number): void {
    const { client } = window;
    const all = messages(window).filter(({ own }) => own || what === 'react' || what === 'unreact');
    const entry = all[Math.max(0, all.length - 1 - back)];
    if (!entry) return;
    const of = client.transcript.seqAt(entry.order);
    const text = `e${this.asked.length}`;
    const result =
      what === 'edit'
        ? client.edit(of, text)
        : what === 'remove'
          ? client.remove(of)
          : client.react(of, '👍', what === 'react');
    if (!result.ok) return;
    const verb = what === 'unreact' ? 'react' : what;
    this.asked.push({ window, id: result.value, verb, text, about: this.idOf(window, entry) });
  }

  private retry({ client }: Window): void {
    const failed = client.transcript
      .page(undefined, 1e6)
      .entries.find((entry) => entry.kind === 'message' && entry.status === 'failed');
    if (failed) client.retry(failed.key);
  }

  private idOf({ client, truth }: Window, entry: MessageEntry): string | undefined {
    const event = truth?.at(client.transcript.seqAt(entry.order));
    return event && 'id' in event ? event.id : undefined;
  }

  private async restart({ how, history, tenths, downMs }: Extract<Step, { do: 'restart' }>): Promise<void> {
    this.network.listener = undefined;
    this.endedAt = this.clock.now();
    if (how === 'stopped') {
      this.server.stop();
      await this.run(2000);
    }
    await this.server.kill(how === 'power-cut');
    if (how === 'power-cut') this.disk.cutPower(tenths / 10, tenths % 2 === 1);
    await this.run(downMs);
    await this.start(history, how === 'power-cut' ? this.endedAt : undefined, tenths / 10);
  }

  /** Everybody's computer is in another network, where the address is another room's, and then back again. */
  private async beElsewhere(ms: number): Promise<void> {
    this.foreign ??= await ServerProgram.start(this.clock, this.settings);
    if (!this.servers.includes(this.foreign)) this.servers.push(this.foreign);
    for (const listener of [this.foreign, this.server]) {
      this.network.listener = listener;
      for (const { wire } of this.windows.values()) {
        wire?.cut({ up: 0, down: 0 }, { client: 0, server: undefined });
      }
      if (listener === this.foreign) await this.run(ms);
    }
  }

  /** Nothing goes wrong any more, until everybody is where they want to be and nothing is on its way. */
  private async heal(): Promise<void> {
    // long enough for every stall to end and every ghost to be noticed
    for (let i = 0; i < 3; i++) {
      for (const window of this.windows.values()) if (window.wanted) window.join();
      await this.run(60_000);
    }
    this.checkSaving();
    if (this.disk.fault || !this.server.isSaved) await this.healDisk();
    for (const window of this.windows.values()) if (window.wanted) this.say(window, 'short');
    await this.run(30_000);
  }

  private async healDisk(): Promise<void> {
    this.disk.fault = undefined;
    await this.run(DISK_RETRY_MS);
  }

  /** Everybody knows whether the room is saved, once the news has had the time to come. */
  private checkSaving(): void {
    if (this.clock.now() - this.server.savingSince < NEWS_MS) return;
    for (const { slot, wanted, client } of this.windows.values())
      if (wanted) assert.equal(client.isSaved, this.server.isSaved, `P-6.13 what window ${slot} knows`);
  }

  private check(): void {
    this.checkSaving();
    const { truth } = this.server;
    const inside = [...this.windows.values()].filter(({ wanted }) => wanted);
    for (const window of inside) {
      const { client, slot } = window;
      assert.equal(
        client.state.kind,
        'joined',
        `window ${slot} does not come back: ${JSON.stringify(client.state)}`,
      );
      assert.equal(window.truth, truth, `window ${slot} is somewhere else`);
      const seq = truth.events.findLast((event) => isFor(event, client.memberId))?.seq ?? 0;
      assert.ok(window.last >= seq, `window ${slot} has not got everything`);
      checkView(window);
      assert.deepEqual(
        sorted(memberIds(client)),
        sorted(truth.members),
        `who is in the room, in window ${slot}`,
      );
    }
    const present = new Set(inside.map(({ client }) => client.memberId));
    assert.deepEqual(sorted(truth.members), sorted(present), 'who is in the room');
    const rooms = new Set(this.servers.map((server) => server.truth));
    for (const asked of this.asked) {
      const isOpen = this.windows.get(asked.window.slot) === asked.window;
      checkAsked(asked, { isOpen, rooms, mayForget: this.mayForget });
    }
  }

  /** What is in the file is what was said, without what was taken back. */
  private async checkFile(): Promise<void> {
    const { truth } = this.server;
    assert.ok(this.server.isSaved);
    await this.run(DISK_RETRY_MS);
    const text = this.disk.text(this.file);
    for (const removed of truth.removedTexts)
      assert.ok(!text.includes(`"text":${JSON.stringify(removed)}`), 'P-5.3 a removed text is in the file');
    for (const { text: direct, to } of this.asked)
      if (to !== undefined)
        assert.ok(!text.includes(`"${direct}"`), 'P-5.11 a direct message is in the file');
    await this.server.kill(true);
    await this.start('kept');
  }

  /** An older copy of the history, a power cut, or a disk that was full has made a room forget. */
  private get mayForget(): boolean {
    return this.scenario.steps.some(([step]) =>
      step.do === 'restart' ? step.history === 'older' || step.how === 'power-cut' : step.do === 'disk',
    );
  }

  private readonly file = ServerProgram.fileOf(ROOM_FILE);
}

const sorted = (values: Iterable<string | undefined>) => [...values].sort();
const memberIds = ({ members }: ChatClient) => members.map(({ mid: memberId }) => memberId);
