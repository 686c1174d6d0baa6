import type { PanelStrings } from '../../src/panel/strings';
import { fill } from './strings';

/** Who is typing, in one line. Empty when nobody is. */
export function typingText([first, second, ...more]: readonly string[], strings: PanelStrings): string {
  if (first === undefined) return '';
  if (second === undefined) return fill(strings.typingOne, { name: first });
  return more.length > 0 ? strings.typingMany : fill(strings.typingTwo, { first, second });
}
