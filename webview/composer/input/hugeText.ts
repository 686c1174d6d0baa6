import type { PanelStrings } from '../../../src/panel/strings';
import type { Formats } from '../../wording/formats';
import { fill } from '../../wording/strings';

/** No text area holds more, in UTF-16 units: a browser would lay it out for minutes. No message is nearly as long. */
const MAX_UNITS = 200_000;
/** The same, in lines: of twice as many, each change costs three times as much, and of these half a second. */
const MAX_LINES = 10_000;

/**
 * Says how much the text would be with `added` in place of what is selected.
 * @returns undefined: the text area can hold that
 */
export function hugeText(
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  added: string,
  { strings, formats }: { readonly strings: PanelStrings; readonly formats: Formats },
): string | undefined {
  const filled = (sentence: string, count: number, most: number): string =>
    fill(sentence, { count: formats.count(count), most: formats.count(most) });
  const units = value.length - (selectionEnd - selectionStart) + added.length;
  if (units > MAX_UNITS) return filled(strings.hugeText, units, MAX_UNITS);
  const around = value.slice(0, selectionStart) + value.slice(selectionEnd);
  const lines = lineBreaks(around) + lineBreaks(added) + 1;
  return lines > MAX_LINES ? filled(strings.tooManyLines, lines, MAX_LINES) : undefined;
}

const lineBreaks = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;
