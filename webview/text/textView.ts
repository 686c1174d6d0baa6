// Draws the tree of a text. Whatever somebody wrote only ever becomes a text node, or an address that may be opened.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { classMap } from 'lit/directives/class-map.js';
import { codeView, type CodeContext } from '../code/codeView';
import { placeView } from '../code/placeView';
import { markerText } from '../../src/text/plainWords';
import { directionEnds } from './directionEnds';
import type { EmojiOf } from '../../src/text/shortCodes';
import type { Block, CodeBlock, Inline, Link, ListItem, Mention, ShortCode } from '../../src/text/tree';

/** What a text is drawn with. */
export interface TextContext extends CodeContext {
  readonly emojiOf: EmojiOf;
  /** Tells this text from all others in the panel. */
  readonly key: string;
  readonly act: CodeContext['act'] & {
    openLink(url: string): void;
  };
}

interface DrawingContext extends TextContext {
  /** All code in the text, and its places among it. */
  readonly code: ReadonlyMap<CodeBlock, number>;
}

/**
 * What a message says. A text without blocks stays in its line, so that what follows stands behind its last word.
 * @param large a few emoji, and nothing else
 */
export function textView(blocks: readonly Block[], context: TextContext, large = false): TemplateResult {
  const [only] = blocks;
  if (blocks.length === 0) return html`<span class="text"></span>`;
  if (only?.kind === 'paragraph' && blocks.length === 1) {
    const classes = classMap({ text: true, verbatim: only.verbatim === true, emoji: large });
    return html`<span class=${classes}>${inlineView(only.children, context)}</span
      >${endsView(only.children)}`;
  }
  const code = new Map([...codeIn(blocks)].map((block, i) => [block, i]));
  return html`<div class="text blocks">${blocksView(blocks, { ...context, code })}</div>`;
}

function* codeIn(blocks: readonly Block[]): Generator<CodeBlock> {
  for (const block of blocks) {
    if (block.kind === 'code') yield block;
    else if (block.kind === 'quote') yield* codeIn(block.blocks);
    else if (block.kind === 'list') for (const item of block.items) yield* codeIn(item.blocks);
  }
}

/** Between two blocks stands a line break that is only seen when both are copied. */
const blocksView = (blocks: readonly Block[], context: DrawingContext): unknown =>
  blocks.map((block, i) => [i > 0 ? LINE_BREAK : nothing, blockView(block, context)]);

const LINE_BREAK = html`<span hidden>${'\n'}</span>`;

// Every space in these templates would be drawn, and copied.
/* prettier-ignore */
function blockView(block: Block, context: DrawingContext): unknown {
  switch (block.kind) {
    case 'paragraph': {
      const kind = block.verbatim ? 'paragraph verbatim' : 'paragraph';
      return html`<div class=${kind}>${inlineView(block.children, context)}</div>`;
    }
    case 'quote':
      return html`<blockquote>${blocksView(block.blocks, context)}</blockquote>`;
    case 'list':
      return block.ordered
        ? html`<ol>${itemsView(block.items, context)}</ol>`
        : html`<ul>${itemsView(block.items, context)}</ul>`;
    case 'code':
      return codeView(block, `${context.key}/${context.code.get(block) ?? 0}`, context);
  }
}

const itemsView = (items: readonly ListItem[], context: DrawingContext): unknown =>
  items.map((item, i) => itemView(item, i > 0 ? LINE_BREAK : nothing, context));

/** A number is text, as it was written: a browser would count by itself. */
/* prettier-ignore */
const itemView = ({ marker, blocks }: ListItem, before: unknown, context: DrawingContext): TemplateResult =>
  html`<li>${before}<span class="marker" data-said=${`${marker} `}>${
    `${markerText(marker)} `
  }</span><div class="item">${
    blocksView(blocks, context)
  }</div></li>`;

const inlineView = (nodes: readonly Inline[], context: TextContext): unknown => {
  const [only] = nodes;
  // most texts: one text node
  if (only?.kind === 'text' && nodes.length === 1) return only.text;
  return nodes.map((node) => nodeView(node, context));
};

/** What stands behind these keeps its place, whatever directions are in them. */
const endsView = (nodes: readonly Inline[]): unknown => {
  const ends = directionEnds(nodes.map(textOf).join(''));
  return ends === '' ? nothing : html`<span class="not-said">${ends}</span>`;
};

/** What of a node is text whose directions it does not end itself. Names have none (P-7.1). */
function textOf(node: Inline): string {
  switch (node.kind) {
    case 'mention':
    case 'link':
      return '';
    case 'text':
    case 'place':
    case 'shortCode':
      return node.text;
    default:
      return node.children.map(textOf).join('');
  }
}

function nodeView(node: Inline, context: TextContext): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'place':
      return placeView(node.text, node, context);
    case 'strong':
      return html`<strong>${inlineView(node.children, context)}</strong>`;
    case 'em':
      return html`<em>${inlineView(node.children, context)}</em>`;
    case 'strike':
      return html`<s>${inlineView(node.children, context)}</s>`;
    case 'code':
      return html`<code>${inlineView(node.children, context)}</code>`;
    case 'mention':
      return mentionView(node);
    case 'shortCode':
      return shortCodeView(node, context);
    case 'link':
      return linkView(node, context);
  }
}

const mentionView = ({ text, now, own }: Mention): TemplateResult =>
  html`<bdi class=${own ? 'mention own' : 'mention'} data-said=${text}>${`@${now}`}</bdi>`;

/** The emoji, where there is such a one. What is copied is what was said. */
function shortCodeView({ text, code }: ShortCode, { emojiOf }: TextContext): unknown {
  const emoji = emojiOf(code);
  return emoji === undefined ? text : html`<span data-said=${text} title=${text}>${emoji}</span>`;
}

/** VS Code asks whether to open it. The browser, which would open it by itself, is not asked. */
function linkView({ url, leadsTo, children }: Link, context: TextContext): TemplateResult {
  const open = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    context.act.openLink(url);
  };
  return html`<a href=${url} title=${url} @click=${open}
      >${inlineView(children, context)}${endsView(children)}</a
    >${leadsTo === undefined ? nothing : html`<span class="leads-to not-said"> (${leadsTo})</span>`}`;
}
