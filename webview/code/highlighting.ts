import type { Token } from './tokens';

/** What follows has one colour, in UTF-16 units: the patterns of some languages take the square of the length. */
const MAX_UNITS = 6000;
/** So has what follows a longer line. */
const MAX_LINE_UNITS = 2000;
/** So many pieces of code are remembered; a room shows no more at once. */
const MAX_KNOWN = 300;

export interface HighlightingOptions {
  /** Loads what tells the pieces of code apart. */
  readonly load: () => Promise<{ highlight: (grammar: string, code: string) => readonly Token[] }>;
  /** Resolves when the browser has had time for something else. */
  readonly pause: () => Promise<void>;
}

/** Highlights code: one piece after the other, with pauses in which the panel stays alive. */
export class Highlighting {
  /** The last used is the last. */
  private readonly known = new Map<string, readonly Token[] | Promise<readonly Token[]>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: HighlightingOptions) {}

  /** The pieces of the code, if they are known by now; else once they are. It never fails: then the code is one piece. */
  tokens(grammar: string, code: string): readonly Token[] | Promise<readonly Token[]> {
    const key = `${grammar}\n${code}`;
    const known = this.known.get(key);
    this.known.delete(key);
    const tokens = known ?? this.ask(key, grammar, code).catch(() => [{ text: code }]);
    this.known.set(key, tokens);
    for (const [oldest] of this.known) {
      if (this.known.size <= MAX_KNOWN) break;
      this.known.delete(oldest);
    }
    return tokens;
  }

  private async ask(key: string, grammar: string, code: string): Promise<readonly Token[]> {
    const turn = this.last.then(this.options.pause);
    this.last = turn;
    await turn;
    const { highlight } = await this.options.load();
    const end = colorableEnd(code);
    const tokens = [
      ...highlight(grammar, code.slice(0, end)),
      ...(end < code.length ? [{ text: code.slice(end) }] : []),
    ];
    if (this.known.has(key)) this.known.set(key, tokens);
    return tokens;
  }
}

/** Where the lines end that get colours. */
function colorableEnd(code: string): number {
  let end = 0;
  while (end < code.length) {
    const lineEnd = code.indexOf('\n', end);
    const next = lineEnd < 0 ? code.length : lineEnd + 1;
    if (next - end > MAX_LINE_UNITS || next > MAX_UNITS) break;
    end = next;
  }
  return end;
}
