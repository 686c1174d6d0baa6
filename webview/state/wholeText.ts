import type { PanelMessage } from '../../src/panel/entrySchemas';

/** Everything that a message says: its text, then the place and the lines that it quotes. */
export const wholeText = ({ text, code }: PanelMessage): string =>
  [text, ...(code ? [`${code.path}:${code.start}-${code.end}`, code.text] : [])].filter(Boolean).join('\n');
