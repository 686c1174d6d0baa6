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

/** A command, or part of one, without what case and the widths of an input method change in it. */
export const plainCommand = (written: string): string => written.normalize('NFKC').toLowerCase();

/** A slash, as an input method may write it too, and a word; then whatever follows. */
const SLASHED = /^\s*[/／]([\p{L}\p{M}\p{N}_-]+)([^]*)$/u;

/**
 * What is to be done with `text`. Two slashes in front of what would be a command stand for one that is meant as such. In
 * several lines, they are those of a comment.
 * What was meant for one member alone, or for nobody, goes to all by no slip of a key.
 */
export function askedBy(text: string): Asked {
  if (/^[/／]{2}.*\s*$/.test(text) && commandIn(text.slice(1))) return { kind: 'text', text: text.slice(1) };
  const command = commandIn(text);
  return command?.kind === 'command'
    ? asked(command.name, command.rest)
    : (command ?? { kind: 'text', text });
}

/** Whether it would be taken for a command, known or not. */
export const isCommand = (text: string): boolean => commandIn(text) !== undefined;

/**
 * The text that `text` would have sent, whose length counts; empty where that is none.
 * @param saidIn what of the words behind `/msg` is said: without the name
 */
export function textSentBy(text: string, saidIn: (words: string) => string): string {
  const asked = askedBy(text);
  if (asked.kind === 'text') return asked.text;
  return asked.kind === 'command' && asked.name === 'msg' ? saidIn(asked.rest) : '';
}

/** @returns undefined: a text, or a path */
function commandIn(text: string): Exclude<Asked, { kind: 'text' }> | undefined {
  const [, word, rest = ''] = SLASHED.exec(text) ?? [];
  if (word === undefined) return undefined;
  const name = COMMAND_NAMES.find((one) => one === plainCommand(word));
  const [sticking = ''] = rest.split(/\s/, 1);
  if (sticking === '' && name) return { kind: 'command', name, rest: rest.trim() };
  const isUnknown = sticking === '' ? /^[/／]/.test(text) : name && !/^[/／.]/.test(sticking);
  return isUnknown ? { kind: 'unknown', name: word + sticking } : undefined;
}

function asked(name: CommandName, rest: string): Asked {
  if (name === 'me' && rest !== '') return { kind: 'text', text: `_${rest}_` };
  if (name === 'shrug') return { kind: 'text', text: `${rest} ¯\\_(ツ)_/¯`.trimStart() };
  return { kind: 'command', name, rest };
}
