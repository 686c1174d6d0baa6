import type { Block, Inline } from '../../../src/text/tree';

const TAGS = { strong: 'b', em: 'i', strike: 's', code: 'code' } as const;

/** A tree as the table writes it: `<b>…</b>`, `{quote …}`, and so on; a text by itself is itself. */
export const drawn = (blocks: readonly Block[]): string => blocks.map(block).join('\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return one.verbatim ? `{as is|${inline(one.children)}}` : inline(one.children);
    case 'quote':
      return `{quote|${drawn(one.blocks)}}`;
    case 'list':
      return `{list|${one.items.map(({ marker, blocks }) => `${marker} ${drawn(blocks)}`).join('|')}}`;
    case 'code': {
      const { path, start, end } = one.place ?? {};
      const place =
        path === undefined ? '' : ` ${[path, start, end].filter((part) => part !== undefined).join(',')}`;
      return `{code ${one.language ?? ''}${place}|${one.text}}`;
    }
  }
}

const inline = (nodes: readonly Inline[]): string => nodes.map(node).join('');

function node(one: Inline): string {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'place':
      return `<at ${one.path} ${one.line}${one.column === undefined ? '' : ` ${one.column}`}>`;
    case 'shortCode':
      return `<${one.text}>`;
    case 'mention':
      return `<@${one.now}${one.own ? '!' : ''}>`;
    case 'link':
      return `<a ${one.url}${one.leadsTo === undefined ? '' : ` to ${one.leadsTo}`}>${inline(one.children)}</a>`;
    default:
      return `<${TAGS[one.kind]}>${inline(one.children)}</${TAGS[one.kind]}>`;
  }
}
