import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/toPanel';
import type { ViewState } from '../state/viewState';
import { isEmojiOnly } from '../text/emojiOnly';
import { folded } from '../text/fold';
import { parseText } from '../../src/text/parseText';
import { textView } from '../text/textView';
import type { Block } from '../../src/text/tree';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';

interface Parsed {
  readonly shown: string;
  readonly plain: boolean;
  readonly blocks: readonly Block[];
}

/** A message that changes is another object: so each version is parsed once, and forgotten with it. */
const known = new WeakMap<PanelMessage, Parsed>();

/** What a message says. A long one is folded. */
export function saidView(entry: PanelMessage, state: ViewState, context: ViewContext): TemplateResult {
  const { key, text, removed = false } = entry;
  const isUnfolded = state.unfolded.has(key);
  const fold = folded(text);
  const plain = removed || state.panel?.plain === true;
  const blocks = blocksOf(entry, fold && !isUnfolded ? fold.shown : text, plain);
  const { unfolded, copied, places } = state;
  return html`${textView(blocks, { ...context, key, unfolded, copied, places }, !plain && isEmojiOnly(text, context.emojiOf))}${
    fold ? unfoldView(key, fold.lines, isUnfolded, context) : nothing
  }`;
}

function blocksOf(entry: PanelMessage, shown: string, plain: boolean): readonly Block[] {
  const before = known.get(entry);
  if (before?.shown === shown && before.plain === plain) return before.blocks;
  const { mentions = [] } = entry;
  const blocks = [...parseText(shown, { mentions, plain }), ...quoted(entry)];
  known.set(entry, { shown, plain, blocks });
  return blocks;
}

/** The lines of a file that the message quotes. */
function quoted({ code }: PanelMessage): readonly Block[] {
  if (!code) return [];
  const { path, start, end, text, language } = code;
  const place = { path, start, end };
  return [{ kind: 'code', text, place, ...(language === undefined ? {} : { language }) }];
}

function unfoldView(
  key: string,
  lines: number,
  isUnfolded: boolean,
  { strings, act }: ViewContext,
): TemplateResult {
  const all = lines > 1 ? fill(strings.showAllLines, { count: lines }) : strings.showAll;
  return html`<button
    type="button"
    class="link unfold"
    aria-expanded=${isUnfolded}
    @click=${() => act.unfold(key, !isUnfolded)}
  >
    ${isUnfolded ? strings.showLess : all}
  </button>`;
}
