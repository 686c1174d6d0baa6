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

/** A slash, as an input method may write it too, and a word; then whatever follows. */
const SLASHED = /^\s*([/／])([\p{L}\p{M}\p{N}_-]+)([^]*)$/u;

/**
 * What is to be done with `text`. Two slashes in front of what would be a command stand for one that is meant as such.
 * What was meant for one member alone, or for nobody, goes to all by no slip of a key.
 */
export function askedBy(text: string): Asked {
  if (text.startsWith('//') && commandIn(text.slice(1))) return { kind: 'text', text: text.slice(1) };
  const command = commandIn(text);
  return command?.kind === 'command'
    ? asked(command.name, command.rest)
    : (command ?? { kind: 'text', text });
}

/** @returns undefined: a text, or a path */
function commandIn(text: string): Exclude<Asked, { kind: 'text' }> | undefined {
  const [, slash, word = '', rest = ''] = SLASHED.exec(text) ?? [];
  const name = COMMAND_NAMES.find((one) => one === word.normalize('NFKC').toLowerCase());
  const [sticking = ''] = rest.split(/\s/, 1);
  if (sticking === '' && name) return { kind: 'command', name, rest: rest.trim() };
  const isUnknown = sticking === '' ? slash === '/' && text.startsWith('/') : name && !/^[/.]/.test(sticking);
  return isUnknown ? { kind: 'unknown', name: word + sticking } : undefined;
}

function asked(name: CommandName, rest: string): Asked {
  if (name === 'me' && rest !== '') return { kind: 'text', text: `_${rest}_` };
  if (name === 'shrug') return { kind: 'text', text: `${rest} ¯\\_(ツ)_/¯`.trimStart() };
  return { kind: 'command', name, rest };
}
