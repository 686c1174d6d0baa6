// How events look to plain peers, the line and seed dialects (P-8).
import { SERVER_NAME } from './names';
import { type Code, type RoomEvent, recipientOf } from './messages';
import { MAX_SEED_FRAME_BYTES } from './limits';
import { splitLines } from './text';
import { splitByBytes, utf8Length } from './utf8';

/** One line of text and who it comes from. Neither holds a line break, so nobody can forge another's line. */
export interface PlainLine {
  readonly sender: string;
  readonly text: string;
}

/** What the original server answers a name with, to everybody (P-2.2). */
export const welcoming = (name: string): string => `Welcoming ${name} to the chat!`;

/** The lines an event is to plain peers: none where it is nothing they could show. */
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

/** Each line of a direct message is marked: one without would look like said to everybody (P-8.8). */
function author(event: RoomEvent, text: string): PlainLine[] {
  const mark = recipientOf(event) === undefined ? '' : '(only to you) ';
  const sender = event.from;
  return linesOf(text).map((line) => ({ sender, text: mark + line }));
}

/** What plain peers are shown of a message: its text, and what it quotes. */
export const textWithCode = ({
  text,
  code,
}: {
  readonly text: string;
  readonly code?: Code | undefined;
}): string => (code ? [text, ...codeText(code)].filter(Boolean).join('\n') : text);

/**
 * The lines of a text as plain peers are shown them. Of several empty ones, one (P-8.10): each costs them its author's
 * name, and says nothing.
 */
const linesOf = (text: string): string[] =>
  splitLines(text).filter((line, i, lines) => line.trim() !== '' || lines[i - 1]?.trim() !== '');

/** Most that a line takes besides itself and its author's name: what is before, between and behind them. */
const LINE_BYTES = 20;

/**
 * What a text takes where it is shown line by line to plain peers, each under its author's name, in bytes: about, and
 * never less.
 */
export function plainBytes(author: string, text: string): number {
  const besides = utf8Length(author) + LINE_BYTES;
  let bytes = 0;
  for (const line of linesOf(text)) bytes += besides + utf8Length(line) + 2 * tildesIn(line);
  return bytes;
}

const tildesIn = (text: string): number => (text.includes('~') ? text.split('~').length - 1 : 0);

/** Quoted lines as text: where they stand, and they themselves. */
export const codeText = (code: Code | undefined): string[] =>
  code ? [`${code.path}:${code.start}-${code.end}`, code.text] : [];

/** A frame of the line dialect. */
export const lineFrame = ({ sender, text }: PlainLine): string => `${sender}~${text}\n`;

/** An event in frames of the line dialect; empty where it is nothing they could show. */
export function lineFrames(event: RoomEvent): string {
  const lines = plainLines(event);
  const [first] = lines;
  // nearly every event is one line
  return first && lines.length === 1 ? lineFrame(first) : lines.map(lineFrame).join('');
}

/** The tilde ends a field for an original client; this one only looks like it (P-2.9). */
export const TILDE_LOOK_ALIKE = '∼';

/**
 * The entries an original client is sent for a line: no tilde in the text, and none longer than one of its reads
 * (P-2.7, P-2.9).
 */
export function seedEntries({ sender, text }: PlainLine): string[] {
  const room = MAX_SEED_FRAME_BYTES - utf8Length(sender) - 1;
  return splitByBytes(text.replaceAll('~', TILDE_LOOK_ALIKE), room).map((part) => `${sender}~${part}`);
}

/**
 * As many entries from the front as fit into one frame, written so that the original client, which prints
 * `[sender] text`, shows each like a frame of its own (P-2.10).
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
