// Frames of an original server: `{name}~{text}`, and nothing marks their end. One read is usually one frame, but several
// may come together, and one may come in parts (P-9.4).
import { escapeRegExp } from '../../base/escapeRegExp';
import { MAX_NAME_BYTES } from '../../protocol/wire/limits';
import { SERVER_NAME, wellFormedName } from '../../protocol/names/names';
import { detached } from '../sanitize/cleanText';

/** Most names that are learnt: more than a room holds, and each makes splitting reads slower. */
const MAX_NAMES = 300;

export interface SeedFrame {
  readonly sender: string;
  readonly text: string;
  /** Whether this is exactly the awaited echo. */
  readonly echo: boolean;
}

// no name is longer than 128 bytes
const WELCOMING = /^Welcoming (.{1,128}?) to the chat!/su;
const LEFT = /^(.{1,128}) has left the chat\.$/su;
const RENAMED = /^(.{1,128}?) is now (.{1,128})\.$/su;

export type SeedNotice =
  | { readonly kind: 'join'; readonly name: string }
  | { readonly kind: 'leave'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

/** What a sentence of the server says about a member, if it is about one. */
export function seedNotice(sentence: string): SeedNotice | undefined {
  const join = WELCOMING.exec(sentence);
  if (join?.[1]) return { kind: 'join', name: join[1] };
  const leave = LEFT.exec(sentence);
  if (leave?.[1]) return { kind: 'leave', name: leave[1] };
  const rename = RENAMED.exec(sentence);
  return rename?.[1] && rename[2] ? { kind: 'rename', name: rename[1], to: rename[2] } : undefined;
}

export const isSeedNotice = (sentence: string): boolean => seedNotice(sentence) !== undefined;

/** Splits reads at the names it knows. It learns names from the frames themselves and from the notices. */
export class SeedFrames {
  private readonly names = new Set([SERVER_NAME]);
  private boundary = /(?!)/gu;
  /** The beginning of the awaited echo, while its rest has not come. */
  private carry = '';
  private lastSender = SERVER_NAME;
  /** Forms in which the message that was sent may come back. */
  private awaited: readonly string[] = [];

  private readonly printedOwn: string;

  constructor(private readonly ownName: string) {
    this.printedOwn = `\n[${ownName}] `;
    this.learn(ownName);
  }

  /** From now on a frame of this person with one of these texts is the echo. An empty list awaits nothing. */
  await(texts: readonly string[]): void {
    this.awaited = texts;
  }

  /** @param read the characters of one read */
  push(read: string): SeedFrame[] {
    const frames: SeedFrame[] = [];
    let rest = this.carry + read;
    this.carry = '';
    while (rest !== '') {
      const taken = this.takeFrame(rest);
      if (!taken) {
        this.carry = rest;
        break;
      }
      frames.push(taken.frame);
      rest = rest.slice(taken.length);
      this.learnFrom(taken.frame);
    }
    return frames;
  }

  /** The people it knows of, this person included. */
  members(): string[] {
    return [...this.names].filter((name) => name !== SERVER_NAME);
  }

  /** Gives up waiting for the rest of an echo. */
  flush(): SeedFrame[] {
    this.awaited = [];
    return this.push('');
  }

  private takeFrame(rest: string): { readonly frame: SeedFrame; readonly length: number } | undefined {
    const printed = rest.startsWith(this.printedOwn);
    const sender = printed ? this.ownName : this.senderOf(rest);
    const start = printed ? this.printedOwn.length : sender === undefined ? 0 : sender.length + 1;
    const body = rest.slice(start);
    const result = (length: number, echo = false) => ({
      frame: { sender: sender ?? this.lastSender, text: body.slice(0, length), echo },
      length: start + length,
    });
    if (sender === this.ownName) {
      const echo = this.awaited.find((text) => body.startsWith(text));
      if (echo !== undefined) return result(echo.length, true);
      if (this.awaited.some((text) => text.startsWith(body))) return undefined;
    }
    if (sender === SERVER_NAME) {
      const welcome = WELCOMING.exec(body);
      if (welcome) return result(welcome[0].length);
    }
    this.boundary.lastIndex = 0;
    const end = this.boundary.exec(body)?.index ?? body.length;
    return result(Math.min(end, ...this.printedEchoes(body)));
  }

  /** Where an awaited echo stands in somebody else's frame, joined to it as an original client would print it (P-2.10). */
  private printedEchoes(body: string): number[] {
    return this.awaited.map((text) => body.indexOf(this.printedOwn + text)).filter((at) => at >= 0);
  }

  /** Who a frame that begins here is from; undefined: this is the rest of the frame before. */
  private senderOf(rest: string): string | undefined {
    const name = rest.slice(0, rest.indexOf('~') + 1).slice(0, -1);
    if (name === '' || name.length > MAX_NAME_BYTES) return undefined;
    if (this.names.has(name)) return name;
    const parsed = wellFormedName(name);
    return parsed.ok && parsed.value === name.normalize('NFC') ? name : undefined;
  }

  private learnFrom({ sender, text }: SeedFrame): void {
    this.lastSender = sender;
    this.learn(sender);
    const notice = sender === SERVER_NAME ? seedNotice(text) : undefined;
    if (notice) this.learn(notice.kind === 'rename' ? notice.to : notice.name);
  }

  private learn(name: string): void {
    if (this.names.has(name) || this.names.size >= MAX_NAMES) return;
    this.names.add(detached(name));
    // the longest first, so that "bob" does not cut "bobby"
    const longestFirst = [...this.names].sort((a, b) => b.length - a.length).map(escapeRegExp);
    this.boundary = new RegExp(`(?:${longestFirst.join('|')})~`, 'gu');
  }
}
