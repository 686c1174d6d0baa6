import { type Peer, joinLine } from './peer';

/**
 * A line peer that sees what reaches the room. By its `fence`, a test knows that something did *not* happen: when the
 * fence is back, the server has done everything that it was asked before.
 */
export class Witness {
  private static fences = 0;

  private constructor(
    readonly peer: Peer,
    readonly name: string,
  ) {}

  static async join(port: number, name = 'witness'): Promise<Witness> {
    return new Witness(await joinLine(port, name), name);
  }

  /** What it was shown since it joined, line by line, without the fences. */
  get lines(): string[] {
    const fence = new RegExp(`^${this.name}~fence \\d+$`);
    const lines = this.peer.text.split('\n').slice(0, -1);
    // it may have been greeted first
    const joined = lines.indexOf(`SERVER~Welcoming ${this.name} to the chat!`);
    return lines.slice(joined + 1).filter((line) => !fence.test(line));
  }

  /** Resolves once a message has gone through the server, after everything that was sent to it before. */
  async fence(): Promise<string[]> {
    const text = `fence ${++Witness.fences}`;
    await this.peer.send(`${text}\n`);
    await this.sees(`${this.name}~${text}`);
    return this.lines;
  }

  /** Resolves once it was shown this line. */
  async sees(line: string): Promise<void> {
    await this.peer.until((text) => text.includes(`\n${line}\n`));
  }
}
