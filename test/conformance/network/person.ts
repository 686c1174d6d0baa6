import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Emitter } from '../../../src/base/emitter';
import type { ClientOptions, ClientState } from '../../../src/client/types/clientTypes';
import type { Entry, MessageEntry } from '../../../src/client/conversation/entry';
import type { FromClient, ToClient } from './farClient';

const PROGRAM = path.resolve(__dirname, 'farClient.js');

/** A person on one of two hosts, as its program tells of it. */
export class Person {
  /** Every state it was in, and since when, in milliseconds since the epoch. */
  readonly states: { readonly state: ClientState['kind']; readonly at: number }[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly told = new Emitter<FromClient>();

  private constructor(
    private readonly child: ChildProcess,
    readonly name: string,
  ) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const told = JSON.parse(line) as FromClient;
      if (told.is === 'state') this.states.push(told);
      if (told.is === 'entries') for (const entry of told.entries) this.entries.set(entry.key, entry);
      this.told.fire(told);
    });
  }

  /** Starts its program, and resolves when it is in the room. */
  static async join(
    command: (...argv: readonly string[]) => [string, string[]],
    options: Omit<ClientOptions, 'clock' | 'logger' | 'ticket'>,
  ): Promise<Person> {
    const child = spawn(...command(process.execPath, PROGRAM, JSON.stringify(options)), {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const person = new Person(child, options.name);
    await person.when(() => person.state === 'joined');
    return person;
  }

  get state(): ClientState['kind'] | undefined {
    return this.states.at(-1)?.state;
  }

  /** What it shows, by what came last. */
  get messages(): MessageEntry[] {
    return [...this.entries.values()].filter((entry): entry is MessageEntry => entry.kind === 'message');
  }

  talk(everyMs: number): void {
    this.tell({ do: 'talk', everyMs });
  }

  /** @returns all it has said */
  async hush(): Promise<readonly string[]> {
    const hushed = this.next('hushed');
    this.tell({ do: 'hush' });
    return (await hushed).said;
  }

  /** The whole transcript, in its order. */
  async page(): Promise<readonly Entry[]> {
    const page = this.next('page');
    this.tell({ do: 'page' });
    return (await page).entries;
  }

  /** Resolves once it is shown that `name` has come or gone, later than `at`. */
  notices(kind: 'join' | 'leave', name: string, at: number): Promise<void> {
    return this.when(() =>
      [...this.entries.values()].some(
        (entry) =>
          entry.kind === 'notice' &&
          (entry.notice.kind === 'presence'
            ? entry.notice.people.some((one) => one.name === name && one.isHere === (kind === 'join'))
            : entry.notice.kind === kind && entry.notice.name === name && entry.at >= at),
      ),
    );
  }

  /** Resolves once this holds; looks whenever something is told. */
  async when(met: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void) => {
        subscription.dispose();
        this.child.off('exit', gone);
        settle();
      };
      const look = () => met() && finish(resolve);
      const gone = () => finish(() => reject(new Error(`the program of ${this.name} ended`)));
      const subscription = this.told.event(look);
      this.child.on('exit', gone);
      look();
    });
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.stdin!.end();
    await exited;
  }

  private tell(what: ToClient): void {
    this.child.stdin!.write(`${JSON.stringify(what)}\n`);
  }

  private async next<K extends FromClient['is']>(is: K): Promise<Extract<FromClient, { is: K }>> {
    return new Promise((resolve) => {
      const subscription = this.told.event((told) => {
        if (told.is !== is) return;
        subscription.dispose();
        resolve(told as Extract<FromClient, { is: K }>);
      });
    });
  }
}
