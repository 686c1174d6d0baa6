import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { ViewState } from '../state/viewState';
import { isEmojiOnly } from '../text/emojiOnly';
import { folded } from '../text/fold';
import { parseText } from '../../src/text/parseText';
import { textView } from '../text/textView';
import type { Block } from '../../src/text/tree';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';

/** What is drawn of a message, folded or not. */
interface Parsed {
  readonly plain: boolean;
  readonly isUnfolded: boolean;
  readonly blocks: readonly Block[];
  /** How many lines the whole text has, where it is one that is folded. */
  readonly lines: number | undefined;
}

/** A message that changes is another object: so each version is read once, however often it is drawn, and forgotten with it. */
const known = new WeakMap<PanelMessage, Parsed>();

/** What a message says. A long one is folded. */
export function saidView(entry: PanelMessage, state: ViewState, context: ViewContext): TemplateResult {
  const { key, removed = false } = entry;
  const isUnfolded = state.unfolded.has(key);
  const plain = removed || state.panel?.plain === true;
  const { blocks, lines } = parsed(entry, plain, isUnfolded);
  const { unfolded, copied, places, codePlaces } = state;
  // not kept: the emoji of short codes may be loaded later, and a long text is not looked at
  const isLarge = !plain && isEmojiOnly(entry.text, context.emojiOf);
  return html`${textView(blocks, { ...context, key, unfolded, copied, places, codePlaces }, isLarge)}${
    lines === undefined ? nothing : unfoldView(key, lines, isUnfolded, context)
  }`;
}

function parsed(entry: PanelMessage, plain: boolean, isUnfolded: boolean): Parsed {
  const before = known.get(entry);
  if (before?.plain === plain && before.isUnfolded === isUnfolded) return before;
  const { text, mentions = [] } = entry;
  const fold = folded(text);
  const shown = fold && !isUnfolded ? fold.shown : text;
  const blocks = [...parseText(shown, { mentions, plain }), ...quoted(entry)];
  const now = { plain, isUnfolded, blocks, lines: fold?.lines };
  known.set(entry, now);
  return now;
}

/** The lines of a file that the message quotes. */
function quoted({ code }: PanelMessage): readonly Block[] {
  if (!code) return [];
  const { path, start, end, text, language, ...version } = code;
  const place = { path, start, end };
  return [{ kind: 'code', text, place, version, ...(language === undefined ? {} : { language }) }];
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
