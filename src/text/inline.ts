// Inline markup, by markdown-it. Chat is no document: emphasis begins and ends where words do, a backslash is only left out
// where it hides markup, and whatever may be code keeps every character.
import balancePairs from 'markdown-it/lib/rules_inline/balance_pairs.mjs';
import emphasis from 'markdown-it/lib/rules_inline/emphasis.mjs';
import joinFragments from 'markdown-it/lib/rules_inline/fragments_join.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import strikethrough from 'markdown-it/lib/rules_inline/strikethrough.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { ChatState } from './chatState';
import { findSpans, type Span } from './spans';
import type { Inline, Mentioned } from './tree';
import { otherHost, safeUrl } from './urls';

/** What is nested deeper is drawn as it was written. */
const MAX_DEPTH = 12;

interface Env {
  /** By where they begin. */
  readonly spans: ReadonlyMap<number, Span>;
  /** Where the next span begins, for each place of the text from which it was asked; ascending. */
  readonly starts: readonly number[];
  next: number;
  /** `[` -> its `]`. */
  readonly brackets: ReadonlyMap<number, number>;
  /** A run of backticks -> the one that ends its code. */
  readonly backticks: ReadonlyMap<number, number>;
  inLink: boolean;
}
/** Takes what it finds at the place, if anything. */
type Rule = (state: StateInline) => boolean;

const envOf = (state: StateInline): Env => state.env as Env;

const MARKUP = /[*_~`[\\]/g;

/** Up to what may be markup, or to the next span. */
const text: Rule = (state) => {
  const env = envOf(state);
  MARKUP.lastIndex = state.pos;
  const markup = MARKUP.exec(state.src)?.index ?? state.posMax;
  const end = Math.min(markup, nextSpan(env, state.pos), state.posMax);
  if (end <= state.pos) return false;
  state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
};

function nextSpan(env: Env, pos: number): number {
  while (env.next > 0 && (env.starts[env.next - 1] ?? 0) >= pos) env.next--;
  while ((env.starts[env.next] ?? Infinity) < pos) env.next++;
  return env.starts[env.next] ?? Infinity;
}

const span: Rule = (state) => {
  const found = envOf(state).spans.get(state.pos);
  if (!found || found.to > state.posMax) return false;
  const { inLink } = envOf(state);
  if (inLink) state.pending += state.src.slice(found.from, found.to);
  else state.push('span', '', 0).meta = found.node;
  state.pos = found.to;
  return true;
};

/** A backslash is text, as in a path, unless it stands before markup where a word begins, or where that word ends. */
const escape: Rule = (state) => {
  const { src, pos } = state;
  if (pos + 1 >= state.posMax || !hides(src, pos)) return false;
  state.pending += src.charAt(pos + 1);
  state.pos += 2;
  return true;
};

/** Whether a backslash stands there that hides the markup behind it. */
function hides(src: string, pos: number): boolean {
  const hidden = src.charAt(pos + 1);
  if (src[pos] !== '\\' || !ESCAPED.has(hidden)) return false;
  const before = src[pos - 1] ?? ' ';
  const behind = src[pos + 2] ?? ' ';
  const begins = BEGINS.test(before) && /[^\s\\/.]/.test(behind);
  return begins || (/\w/.test(before) && ENDS.test(behind) && hasEscapedBefore(src, pos, hidden));
}

const ESCAPED = new Set('*_~`[]@:');
const BEGINS = /[\s(["'*_~>]/;
const ENDS = /[\s)\]"'.,;:!?*_~]/;

/** Whether the line has hidden the same markup before. A bounded look back. */
function hasEscapedBefore(src: string, pos: number, hidden: string): boolean {
  const line = src.slice(Math.max(0, pos - 500), pos);
  const at = line.lastIndexOf(`\\${hidden}`);
  return at >= 0 && !line.includes('\n', at);
}

/** Code within a line. A run of backticks without its partner in the line is text. */
const backticks: Rule = (state) => {
  const { src, pos } = state;
  if (src[pos] !== '`') return false;
  let start = pos;
  while (src[start] === '`' && start < state.posMax) start++;
  const fence = start - pos;
  const close = envOf(state).backticks.get(pos);
  if (close === undefined || close >= state.posMax) {
    state.pending += src.slice(pos, start);
    state.pos = start;
    return true;
  }
  const whole = src.slice(start, close);
  // CommonMark: spaces that keep a backtick from the fence
  const isPadded = whole.startsWith(' ') && whole.endsWith(' ') && whole.trim() !== '';
  state.push('code_inline', 'code', 0).content = isPadded ? whole.slice(1, -1) : whole;
  state.pos = close + fence;
  return true;
};

/**
 * Runs of backticks, and for each the next one in its line that is as long, in one pass. Where a backslash hides the first
 * backtick of a run, the others may begin code; but a backslash in code hides nothing, so the whole run may end some.
 */
function pairBackticks(src: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  /** By their length. */
  const open = new Map<number, number[]>();
  for (const { 0: run, index } of src.matchAll(/`+|\n/g)) {
    if (run === '\n') {
      open.clear();
      continue;
    }
    for (const before of open.get(run.length) ?? []) pairs.set(before, index);
    open.delete(run.length);
    const hidden = hides(src, index - 1) ? 1 : 0;
    const left = run.length - hidden;
    if (left > 0) open.set(left, [...(open.get(left) ?? []), index + hidden]);
  }
  return pairs;
}

/** `(address)` or `(<address> "title")`, behind the brackets of a link. */
const TARGET = /\((?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))(?:[ \t]+"[^"\n]*")?\)/y;

/** `[text](address)`, for addresses that may be opened. */
const link: Rule = (state) => {
  const { src, pos } = state;
  const env = envOf(state);
  if (src[pos] !== '[' || env.inLink) return false;
  const close = env.brackets.get(pos);
  if (close === undefined || close + 1 >= state.posMax || close === pos + 1) return false;
  TARGET.lastIndex = close + 1;
  const target = TARGET.exec(src);
  const url = target && safeUrl(target[1] ?? target[2] ?? '');
  if (!url || TARGET.lastIndex > state.posMax) return false;
  const end = TARGET.lastIndex;
  const leadsTo = otherHost(src.slice(pos + 1, close), url.url) ?? url.leadsTo;
  const { posMax } = state;
  state.push('link_open', 'a', 1).meta = leadsTo === undefined ? { url: url.url } : { url: url.url, leadsTo };
  state.pos = pos + 1;
  state.posMax = close;
  env.inLink = true;
  tokenize(state);
  env.inLink = false;
  state.posMax = posMax;
  state.push('link_close', 'a', -1);
  state.pos = end;
  return true;
};

/** Brackets that belong together, in one pass. */
function pairBrackets(src: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (!src.includes('](')) return pairs;
  const open: number[] = [];
  for (let at = 0; at < src.length; at++) {
    if (src[at] === '[') open.push(at);
    else if (src[at] === ']') {
      const start = open.pop();
      if (start !== undefined && src[at + 1] === '(') pairs.set(start, at);
    }
  }
  return pairs;
}

/** The first that finds something at the place goes on behind it. */
const RULES: readonly Rule[] = [
  ...[span, text, escape, backticks, link],
  (state) => strikethrough.tokenize(state, false),
  (state) => emphasis.tokenize(state, false),
];

function tokenize(state: StateInline): void {
  while (state.pos < state.posMax) {
    if (!RULES.some((rule) => rule(state))) state.pending += state.src.charAt(state.pos++);
  }
  if (state.pending) state.pushPending();
}

/** The text with its markup understood. */
export function parseInline(src: string, mentioned: readonly Mentioned[]): readonly Inline[] {
  const spans = findSpans(src, mentioned);
  MARKUP.lastIndex = 0;
  if (!MARKUP.test(src)) return withSpans(src, spans);
  const env: Env = {
    spans: new Map(spans.map((one) => [one.from, one])),
    starts: spans.map(({ from }) => from),
    next: 0,
    brackets: pairBrackets(src),
    backticks: pairBackticks(src),
    inLink: false,
  };
  const tokens: Token[] = [];
  // of the parser, its rules for pairs need nothing
  const state = new ChatState(src, {} as StateInline['md'], env, tokens);
  tokenize(state);
  for (const pair of [balancePairs, strikethrough.postProcess, emphasis.postProcess, joinFragments])
    pair(state);
  return treeOf(tokens);
}

/** The text with nothing in it but what is found whatever stands around it, and as it was written. */
export const parsePlain = (src: string, mentioned: readonly Mentioned[]): readonly Inline[] =>
  withSpans(
    src,
    findSpans(src, mentioned).filter(({ node }) => node.kind !== 'shortCode'),
  );

function withSpans(src: string, spans: readonly Span[]): readonly Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  for (const { from, to, node } of spans) {
    if (from > at) nodes.push({ kind: 'text', text: src.slice(at, from) });
    nodes.push(node);
    at = to;
  }
  if (at < src.length) nodes.push({ kind: 'text', text: src.slice(at) });
  return nodes;
}

const KINDS: Readonly<Record<string, 'strong' | 'em' | 'strike'>> = {
  strong: 'strong',
  em: 'em',
  s: 'strike',
};

/** The tokens as a tree. Without recursion: how deep they are nested is up to a peer. */
function treeOf(tokens: readonly Token[]): readonly Inline[] {
  const root: Inline[] = [];
  const stack: Inline[][] = [root];
  let tooDeep = 0;
  for (const token of tokens) {
    const into = stack.at(-1) ?? root;
    if (token.nesting === 1 && (tooDeep > 0 || stack.length > MAX_DEPTH)) {
      tooDeep++;
      addText(into, token.markup);
    } else if (token.nesting === -1 && tooDeep > 0) {
      tooDeep--;
      addText(into, token.markup);
    } else if (token.nesting === 1) {
      const children: Inline[] = [];
      const kind = KINDS[token.tag];
      into.push(kind ? { kind, children } : { kind: 'link', ...(token.meta as { url: string }), children });
      stack.push(children);
    } else if (token.nesting === -1) stack.pop();
    else if (token.type === 'span') into.push(token.meta as Inline);
    else if (token.type === 'code_inline') into.push({ kind: 'code', children: codeWith(token.content) });
    else addText(into, token.content);
  }
  return root;
}

/** Code within a line: a place in a file may be written as such. */
const codeWith = (content: string): readonly Inline[] =>
  withSpans(
    content,
    findSpans(content, []).filter(({ node }) => node.kind === 'place'),
  );

function addText(into: Inline[], added: string): void {
  if (added === '') return;
  const last = into.at(-1);
  if (last?.kind === 'text') into[into.length - 1] = { kind: 'text', text: last.text + added };
  else into.push({ kind: 'text', text: added });
}
