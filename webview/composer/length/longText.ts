// A text that is longer than a message may be. Pure.
import type { PanelCode } from '../../../src/panel/fromPanel';
import { openFence } from '../../../src/panel/openFence';
import { splitText } from '../../../src/panel/splitText';
import { codeInfo } from '../../../src/text/codeInfo';
import { byteLength, excessCharacters } from './textLength';

/** The name of code that is of no file. */
const NAME = 'text.txt';

/** What can be done with it. */
export interface LongText {
  /** How many characters are too many. */
  readonly excess: number;
  /** How many messages it takes; undefined: too many. */
  readonly messages: number | undefined;
  /** The text as code that a message quotes; undefined: that is too long, too. */
  readonly code: PanelCode | undefined;
}

export interface TextToSend {
  /** As it is written. */
  readonly text: string;
  /** What of it would be sent. */
  readonly sent: string;
  readonly maxTextBytes: number;
  /** undefined: it cannot be sent as code. */
  readonly maxCodeBytes: number | undefined;
}

/** @returns undefined: it is not too long */
export function longText({ text, sent, maxTextBytes, maxCodeBytes }: TextToSend): LongText | undefined {
  const excess = excessCharacters(sent, maxTextBytes);
  if (excess === 0) return undefined;
  const code = maxCodeBytes === undefined ? undefined : asQuoted(text);
  return {
    excess,
    messages: splitText(sent, maxTextBytes)?.length,
    code: code && byteLength(code.text) <= (maxCodeBytes ?? 0) ? code : undefined,
  };
}

/** A text as code that a message quotes. Where it is a block with fences, they say what it is. */
export function asQuoted(text: string): PanelCode {
  const lines = text.split('\n');
  const fence = openFence(lines.slice(0, -1).join('\n'));
  const isBlock = fence?.at === 0 && openFence(text) === undefined;
  const info = isBlock ? codeInfo(fence.line.slice(fence.marks.length).trim()) : undefined;
  const body = info ? lines.slice(1, -1) : lines;
  const { path = NAME, start = 1 } = info?.place ?? {};
  const quoted = { path, start, end: start + body.length - 1, text: body.join('\n') };
  return info?.language === undefined ? quoted : { ...quoted, language: info.language };
}
