/** No text area holds more, in UTF-16 units: a browser would lay it out for minutes. No message is nearly as long. */
export const MAX_UNITS = 200_000;
/** The same, in lines: of twice as many, each change costs three times as much, and of these half a second. */
export const MAX_LINES = 10_000;

/** A text that is too much for a text area. */
export type Huge = { readonly units: number } | { readonly lines: number };

/** How much the text would be with `added` in place of what is selected; undefined: the text area can hold that. */
export function hugeText(
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  added: string,
): Huge | undefined {
  const units = value.length - (selectionEnd - selectionStart) + added.length;
  if (units > MAX_UNITS) return { units };
  const around = value.slice(0, selectionStart) + value.slice(selectionEnd);
  const lines = lineBreaks(around) + lineBreaks(added) + 1;
  return lines > MAX_LINES ? { lines } : undefined;
}

const lineBreaks = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;
