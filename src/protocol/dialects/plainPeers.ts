// How events look to plain peers, the line and seed dialects (P-8).
import { SERVER_NAME } from '../names/names';
import { type Code, type RoomEvent, recipientOf } from '../wire/messages';
import { MAX_SEED_FRAME_BYTES } from '../wire/limits';
import { splitLines } from '../wire/text';
import { splitByBytes, utf8Length } from '../wire/utf8';

/** One line of text and who it comes from. Neither holds a line break, so nobody can forge another's line. */
export interface PlainLine {
  readonly sender: string;
  readonly text: string;
}

/** What the original server says to everybody when a name comes (P-2.2). */
export const welcoming = (name: string): string => `Welcoming ${name} to the chat!`;

/** The lines that show an event to plain peers; none if they cannot show it. */
export function plainLines(event: RoomEvent): PlainLine[] {
  switch (event.verb) {
    case 'say':
      return author(event, textWithCode(event));
    case 'edit':
      return author(event, `* ${event.text}`);
    case 'join':
      return server(welcoming(event.name));
    case 'leave':
      return server(`${event.name} has left the chat.`);
    case 'rename':
      return server(`${event.name} is now ${event.to}.`);
    case 'remove':
    case 'react':
      return [];
  }
}

const server = (text: string): PlainLine[] => [{ sender: SERVER_NAME, text }];

/** Marks each line of a direct message: one without a mark would look as if it was said to everybody (P-8.8). */
function author(event: RoomEvent, text: string): PlainLine[] {
  const mark = recipientOf(event) === undefined ? '' : '(only to you) ';
  const sender = event.from;
  return linesOf(text).map((line) => ({ sender, text: mark + line }));
}

/** What plain peers see of a message: its text, and the lines it quotes. */
export const textWithCode = ({
  text,
  code,
}: {
  readonly text: string;
  readonly code?: Code | undefined;
}): string => (code ? [text, ...codeText(code)].filter(Boolean).join('\n') : text);

/**
 * The lines of a text as plain peers see them. Several empty lines become one (P-8.10), because each would show nothing
 * but its author's name.
 */
const linesOf = (text: string): string[] =>
  splitLines(text).filter((line, i, lines) => line.trim() !== '' || lines[i - 1]?.trim() !== '');

/** Most bytes that a line takes besides its text and its author's name. */
const LINE_BYTES = 20;

/**
 * At most the bytes that a text takes when it is shown to plain peers line by line, each with its author's name.
 */
export function plainBytes(author: string, text: string): number {
  const besides = utf8Length(author) + LINE_BYTES;
  let bytes = 0;
  for (const line of linesOf(text)) bytes += besides + utf8Length(line) + 2 * tildesIn(line);
  return bytes;
}

const tildesIn = (text: string): number => (text.includes('~') ? text.split('~').length - 1 : 0);

/** Quoted lines as text: their place, then the lines. */
export const codeText = (code: Code | undefined): string[] =>
  code ? [`${code.path}:${code.start}-${code.end}`, code.text] : [];

/** A frame of the line dialect. */
export const lineFrame = ({ sender, text }: PlainLine): string => `${sender}~${text}\n`;

/** An event in frames of the line dialect; empty if plain peers cannot show it. */
export function lineFrames(event: RoomEvent): string {
  const lines = plainLines(event);
  const [first] = lines;
  // nearly every event is one line
  return first && lines.length === 1 ? lineFrame(first) : lines.map(lineFrame).join('');
}

/** Replaces the tilde, which ends a field for an original client (P-2.9). */
export const TILDE_LOOK_ALIKE = '∼';

/**
 * The entries that an original client gets for a line: without tildes in the text, and none longer than one of its reads
 * (P-2.7, P-2.9).
 */
export function seedEntries({ sender, text }: PlainLine): string[] {
  const room = MAX_SEED_FRAME_BYTES - utf8Length(sender) - 1;
  return splitByBytes(text.replaceAll('~', TILDE_LOOK_ALIKE), room).map((part) => `${sender}~${part}`);
}

/**
 * Joins as many entries from the front as fit into one frame. An original client prints `[sender] text`, so each entry
 * looks like a frame of its own (P-2.10).
 */
export function seedFrame(entries: readonly string[]): { readonly frame: string; readonly count: number } {
  let frame = entries[0] ?? '';
  let bytes = utf8Length(frame);
  let count = 1;
  for (; count < entries.length; count++) {
    const entry = entries[count] ?? '';
    const tilde = entry.indexOf('~');
    const printed = `\n[${entry.slice(0, tilde)}] ${entry.slice(tilde + 1)}`;
    bytes += utf8Length(printed);
    if (bytes > MAX_SEED_FRAME_BYTES) break;
    frame += printed;
  }
  return { frame, count };
}
