import type { PanelMessage } from '../../src/panel/entrySchemas';

/** A message as Markdown: the lines that it quotes stand in a fence that nothing in them ends. */
export function markdownText({ text, code }: PanelMessage): string {
  if (!code) return text;
  const longest = Math.max(2, ...[...code.text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const place = `\`${code.path}:${code.start}-${code.end}\``;
  const block = `${fence}${code.language ?? ''}\n${code.text}\n${fence}`;
  return [text, place, block].filter(Boolean).join('\n\n');
}
