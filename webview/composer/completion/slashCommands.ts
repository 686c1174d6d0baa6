// What a text that begins with a slash asks for. Pure.
import type { Mention } from '../../../src/panel/fromPanel';
import type { Written } from '../../../src/panel/inFront';

/** The commands, in the order in which they are offered. */
export const COMMAND_NAMES = ['me', 'shrug', 'nick', 'who', 'msg', 'ignore', 'raw', 'leave', 'help'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What stands behind the name of a command, and the lines that go with it. */
export interface CommandWords extends Written {
  /** Who was picked where it begins, to be whom the command is about. */
  readonly picked?: Mention;
}

export type Asked =
  /** A text, to be sent. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly rest: string }
  /** Looks like a command, and is none. */
  | { readonly kind: 'unknown'; readonly name: string };

/** A slash and a word, and nothing else but what a space parts from it: no path. */
const COMMAND = /^\/([\p{L}\p{N}_-]+)(?:\s+([^]*))?$/u;

/** What is to be done with `text`. Two slashes in front of what would be a command stand for one that is meant as such. */
export function askedBy(text: string): Asked {
  if (text.startsWith('//') && COMMAND.test(text.slice(1))) return { kind: 'text', text: text.slice(1) };
  const [, word, rest = ''] = COMMAND.exec(text) ?? [];
  if (word === undefined) return { kind: 'text', text };
  const name = COMMAND_NAMES.find((one) => one === word.toLowerCase());
  return name ? asked(name, rest.trim()) : { kind: 'unknown', name: word };
}

function asked(name: CommandName, rest: string): Asked {
  if (name === 'me' && rest !== '') return { kind: 'text', text: `_${rest}_` };
  if (name === 'shrug') return { kind: 'text', text: `${rest} ¯\\_(ツ)_/¯`.trimStart() };
  return { kind: 'command', name, rest };
}
