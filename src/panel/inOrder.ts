import { inFront, type Written } from './inFront';

/** A draft into which something came back. */
export interface InOrder {
  /** `since` itself, where it has that already. */
  readonly written: Written;
  /** The beginning of the text, which came back. What comes back next belongs behind it. */
  readonly cameBack: string;
}

/**
 * What was not sent, in front of what was written to the same since, and behind what came back before it: what was said
 * one after the other comes back in that order.
 * @param cameBack what came back before; it counts as long as it stands there as it came
 */
export function inOrder(back: Written, since: Written, cameBack: string): InOrder {
  const lead = beginsWith(since.text, cameBack) ? cameBack : '';
  const rest = lead === '' ? since.text : since.text.slice(lead.length + 1);
  const known = new Set(since.codes?.map((code) => JSON.stringify(code)));
  const hasCodes = back.codes?.every((code) => known.has(JSON.stringify(code))) ?? true;
  if (hasCodes && beginsWith(rest, back.text)) return { written: since, cameBack: lines(lead, back.text) };
  const { text, ...more } = inFront(back, { ...since, text: rest });
  const added = rest === '' ? text : text.slice(0, -(rest.length + 1));
  return { written: { ...more, text: lines(lead, text) }, cameBack: lines(lead, added) };
}

const beginsWith = (text: string, head: string): boolean =>
  head === '' || text === head || text.startsWith(`${head}\n`);

const lines = (...all: readonly string[]): string => all.filter(Boolean).join('\n');
