/** No text area holds more, in UTF-16 units: a browser would lay it out for minutes. No message is nearly as long. */
export const MAX_UNITS = 200_000;

/** How long the text would be with `added` in place of what is selected; undefined: the text area can hold that. */
export function hugeLength(
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  added: string,
): number | undefined {
  const units = value.length - (selectionEnd - selectionStart) + added.length;
  return units > MAX_UNITS ? units : undefined;
}
