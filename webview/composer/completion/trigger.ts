// What the text before the caret asks to be completed. Pure.
import { endsInCode } from '../code/codeMarks';
import { type CommandName, plainCommand } from './slashCommands';

/** What can be completed at the caret. */
export interface Trigger {
  readonly kind: 'mention' | 'recipient' | 'emoji' | 'command';
  /** Where it begins, with its sign, if it has one. It ends at the caret. */
  readonly start: number;
  /** What is written behind the sign. */
  readonly query: string;
}

/** Commands about a member, whose name follows. */
const ABOUT_MEMBERS: ReadonlySet<string> = new Set<CommandName>(['msg', 'ignore']);

/** No name and no short code is longer, in UTF-16 units. */
const MAX_QUERY = 64;

/** A letter or digit of a script that puts spaces between words: an `@` behind it belongs to an address. */
const WORD = String.raw`(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{M}\p{N}_]`;
const TRIGGERS = [
  // nothing but it is in the text
  { kind: 'command', sign: '/', pattern: /^[/／](?<query>\p{L}*)$/u },
  {
    kind: 'emoji',
    sign: ':',
    pattern: /(?<![\p{L}\p{M}\p{N}_:/]):(?<query>[\p{L}\p{N}+-][\p{L}\p{N}_+-]+)$/u,
  },
  // the member whom a command is about; an `@` mentions them as anywhere else
  { kind: 'recipient', sign: '', pattern: /^[/／](?<command>\p{L}+)\s+(?<query>(?:[^\s@][^@]*)?)$/u },
  // last: names may have spaces, and nobody is called by a short code
  {
    kind: 'mention',
    sign: '@',
    pattern: new RegExp(String.raw`(?<!${WORD}|@)@(?<query>(?:[^\s@][^@]*)?)$`, 'u'),
  },
] as const;

/** What the text before a caret at `caret` asks for; undefined: nothing. Code is left alone. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const line = before.slice(Math.max(before.lastIndexOf('\n') + 1, caret - MAX_QUERY));
  for (const { kind, sign, pattern } of TRIGGERS) {
    const { query, command = '' } = pattern.exec(line)?.groups ?? {};
    if (query === undefined || (kind === 'command' && query.length + 1 !== text.length)) continue;
    if (kind === 'recipient' && (line !== before || !ABOUT_MEMBERS.has(plainCommand(command)))) continue;
    const start = caret - query.length - sign.length;
    return endsInCode(before) ? undefined : { kind, start, query };
  }
  return undefined;
}
