// Tells the pieces of code apart, by highlight.js. A chunk by itself, which is loaded when there is code to show.
import type { ElementContent, RootContent } from 'hast';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import dart from 'highlight.js/lib/languages/dart';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import dos from 'highlight.js/lib/languages/dos';
import go from 'highlight.js/lib/languages/go';
import groovy from 'highlight.js/lib/languages/groovy';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import less from 'highlight.js/lib/languages/less';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scala from 'highlight.js/lib/languages/scala';
import scss from 'highlight.js/lib/languages/scss';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import type { Token, TokenKind } from './tokens';

const lowlight = createLowlight({
  ...{
    bash,
    c,
    cpp,
    csharp,
    css,
    dart,
    diff,
    dockerfile,
    dos,
    go,
    groovy,
    ini,
    java,
    javascript,
    json,
    kotlin,
  },
  ...{ less, lua, makefile, markdown, perl, php, powershell, python, r, ruby, rust, scala, scss, shell, sql },
  ...{ swift, typescript, xml, yaml },
});

export const grammars: readonly string[] = lowlight.listLanguages();

/** So many pieces at most are drawn apart: each is an element. */
const MAX_TOKENS = 4000;

/** The scopes of highlight.js for each kind. What no kind has is of the kind of what is around it. */
const SCOPES: Readonly<Record<TokenKind, string>> = {
  comment: 'comment quote doctag',
  keyword: 'keyword',
  literal: 'literal symbol',
  number: 'number',
  string: 'string char link code',
  regexp: 'regexp',
  function: 'title',
  type: 'type class built_in section',
  variable: 'variable template-variable property params',
  tag: 'tag name bullet selector-tag selector-id selector-class',
  attribute: 'attr attribute selector-attr selector-pseudo',
  meta: 'meta',
  added: 'addition',
  deleted: 'deletion',
};
const KINDS: ReadonlyMap<string, TokenKind> = new Map(
  (Object.keys(SCOPES) as TokenKind[]).flatMap((kind) =>
    SCOPES[kind].split(' ').map((scope) => [scope, kind] as const),
  ),
);

type Node = RootContent | ElementContent;

/** @param grammar one of `grammars` */
export function highlight(grammar: string, code: string): readonly Token[] {
  const tokens: Token[] = [];
  const { children } = lowlight.highlight(grammar, code, { prefix: '' });
  // No recursion: brackets may be nested deeper than calls can be.
  const left: { readonly node: Node; readonly kind: TokenKind | undefined }[] = [];
  const push = (nodes: readonly Node[], kind: TokenKind | undefined): void => {
    for (const node of nodes.toReversed()) left.push({ node, kind });
  };
  push(children, undefined);
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, kind } = next;
    if (node.type === 'text') add(node.value, kind, tokens);
    else if (node.type === 'element') push(node.children, kindOf(node.properties.className, kind));
  }
  return tokens.length > MAX_TOKENS ? [{ text: code }] : asWritten(tokens, code);
}

/** The library takes some characters for line breaks where a pattern fails: what is drawn is the code itself. */
function asWritten(tokens: readonly Token[], code: string): readonly Token[] {
  let end = 0;
  const written = tokens.map((token) => ({ ...token, text: code.slice(end, (end += token.text.length)) }));
  return end === code.length ? written : [{ text: code }];
}

/** Neighbours of one kind are one piece. */
function add(text: string, kind: TokenKind | undefined, into: Token[]): void {
  const last = into.at(-1);
  if (last && last.kind === kind) into[into.length - 1] = { ...last, text: last.text + text };
  else into.push(kind === undefined ? { text } : { text, kind });
}

/** @param classes the scope and what it is more exactly, as `title` and `class_` */
function kindOf(classes: unknown, around: TokenKind | undefined): TokenKind | undefined {
  const [scope, more] = Array.isArray(classes) ? classes.map(String) : [];
  // what stands within a string is code again
  if (scope === 'subst') return undefined;
  if (scope === 'title' && more === 'class_') return 'type';
  if (scope === 'variable' && more === 'language_') return 'literal';
  return KINDS.get(scope ?? '') ?? around;
}
