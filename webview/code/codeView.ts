// Draws code that somebody said: a card with where it is from, what it is, and what can be done with it.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { until } from 'lit/directives/until.js';
import type { CodeQuestion } from '../../src/panel/fromPanel';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelCodePlace } from '../../src/panel/toPanel';
import type { CodeBlock } from '../../src/text/tree';
import { fill } from '../wording/strings';
import { foldCode } from './foldCode';
import type { Highlighting } from './highlighting';
import { copyIcon, doneIcon, insertIcon, openIcon } from './icons';
import { type Language, languageOf } from './languages';
import { canGoTo, type OwnPlaceContext, ownPlaceView } from './ownPlaceView';
import { type PlaceContext, placeLink, placeView } from './placeView';
import { toolButtons } from './toolButtons';
import type { Token } from './tokens';

export type Code = Omit<CodeBlock, 'kind'>;

/** Of the id of a commit, so much is shown, as git does. */
const SHOWN_DIGITS = 7;

/** A card of code that has lines: by it the panel asks where they are. */
export interface QuotedElement extends HTMLElement {
  quoted?: CodeQuestion;
}

/** What code is drawn with besides itself. */
export interface CodeContext extends PlaceContext {
  readonly strings: PanelStrings;
  readonly highlighting: Pick<Highlighting, 'tokens'>;
  /** What is drawn to its end, by id. */
  readonly unfolded: ReadonlySet<string>;
  /** The id of what was just put on the clipboard. */
  readonly copied: string | undefined;
  /** Where code is among this person's files, by id. */
  readonly codePlaces: ReadonlyMap<string, PanelCodePlace>;
  readonly act: PlaceContext['act'] &
    OwnPlaceContext['act'] & {
      copyText(id: string, text: string): void;
      unfold(id: string, on: boolean): void;
      /** Writes code where the cursor is in the editor. */
      insertCode(code: string): void;
      /** Shows code in an editor of its own. @param language as VS Code calls it */
      openCode(code: string, language: string | undefined): void;
    };
}

/** @param id tells it from all other code in the panel; it stays the same when the message is drawn anew */
export function codeView(code: Code, id: string, context: CodeContext): TemplateResult {
  const { strings, unfolded } = context;
  const { place } = code;
  // the end of the last line is no line
  const text = code.text.replace(/\n$/, '');
  const language = languageOf(code.language, place?.path);
  const { shown, hidden } = foldCode(text);
  const isUnfolded = unfolded.has(id);
  const drawn = isUnfolded ? text : shown;
  const label = [strings.code, language?.label, place && placeText(place), versionText(code, strings)]
    .filter(Boolean)
    .join(', ');
  const numbers = place?.start === undefined ? nothing : numbersView(drawn, place.start);
  const pieces = piecesView(drawn, language, context);
  const quoted = questionOf(code, id);
  const own = context.codePlaces.get(id);
  const where = quoted && own ? ownPlaceView(quoted.code, own, context) : nothing;
  const fold = hidden === 0 ? nothing : foldView(id, hidden, isUnfolded, context);
  // Every space here would be copied.
  /* prettier-ignore */
  return html`<div
    class="code-block ${quoted ? 'quoted' : ''}"
    role="group"
    aria-label=${label}
    .quoted=${quoted}
  >${
    barView(code, id, language, context)
  }<pre class="code" tabindex="0">${numbers}<code>${pieces}</code></pre>${fold}${where}</div>`;
}

/** What the host is asked about code that has lines. */
function questionOf({ text, language, place, version }: Code, id: string): CodeQuestion | undefined {
  if (place?.start === undefined) return undefined;
  const { path, start, end = start } = place;
  return { id, code: { path, start, end, text, ...(language !== undefined && { language }), ...version } };
}

const foldView = (
  id: string,
  hidden: number,
  isUnfolded: boolean,
  { strings, act }: CodeContext,
): TemplateResult =>
  html`<button
    type="button"
    class="link unfold-code"
    aria-expanded=${isUnfolded}
    @click=${() => act.unfold(id, !isUnfolded)}
  >
    ${isUnfolded ? strings.showLess : fill(strings.showMoreLines, { count: hidden })}
  </button>`;

function barView(
  code: Code,
  id: string,
  language: Language | undefined,
  context: CodeContext,
): TemplateResult {
  const { strings, copied, act } = context;
  const { text, place } = code;
  const isCopied = copied === id;
  const tools = [
    {
      label: isCopied ? strings.copied : strings.copyCode,
      content: isCopied ? doneIcon : copyIcon,
      run: () => act.copyText(id, text),
    },
    { label: strings.insertCode, content: insertIcon, run: () => act.insertCode(text) },
    { label: strings.openCode, content: openIcon, run: () => act.openCode(text, language?.id) },
  ];
  return html`<div class="code-bar not-said">
    <span class="code-names">
      ${
        place
          ? html`<span class="code-place" title=${versionText(code, strings) ?? nothing}
              >${barPlace(code, place, id, context)}</span
            >`
          : nothing
      }
      ${
        isCopied
          ? html`<span class="code-copied" aria-hidden="true">${strings.copied}</span>`
          : html`<span class="code-language">${language?.label ?? (place ? nothing : strings.code)}</span>`
      }
    </span>
    <span class="code-tools" role="toolbar" aria-label=${strings.codeActions}>${toolButtons(tools)}</span>
  </div>`;
}

/** Which version of its file it is from, in words; undefined: that was not said. */
function versionText({ version = {} }: Code, strings: PanelStrings): string | undefined {
  const { remote, commit, dirty } = version;
  const words = [
    remote,
    commit && fill(strings.codeCommit, { commit: commit.slice(0, SHOWN_DIGITS) }),
    commit && dirty ? strings.codeChanged : undefined,
  ].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

/** Where code has lines, it is looked for: they may be others by now. */
function barPlace(
  code: Code,
  place: NonNullable<Code['place']>,
  id: string,
  context: CodeContext,
): TemplateResult {
  const { strings, places, codePlaces, act } = context;
  const { path, start = 1, end } = place;
  const quoted = questionOf(code, id)?.code;
  if (!quoted || !(places.has(path) || canGoTo(codePlaces.get(id))))
    return placeView(placeText(place), { path, line: start, end }, context, versionText(code, strings));
  return placeLink(
    placeText(place),
    path,
    [strings.goToCode, versionText(code, strings)].filter(Boolean).join('\n'),
    () => act.goToCode(quoted),
  );
}

function placeText({ path, start, end }: NonNullable<Code['place']>): string {
  if (start === undefined) return path;
  return end === undefined || end === start ? `${path}:${start}` : `${path}:${start}–${end}`;
}

/** The numbers of the lines. */
function numbersView(code: string, start: number): TemplateResult {
  const numbers = code.split('\n').map((_, i) => start + i);
  return html`<span class="code-numbers not-said" aria-hidden="true">${numbers.join('\n')}</span>`;
}

/** Code is drawn at once. It gets its colours when they are known. */
function piecesView(code: string, language: Language | undefined, { highlighting }: CodeContext): unknown {
  if (language?.grammar === undefined) return code;
  const tokens = highlighting.tokens(language.grammar, code);
  return tokens instanceof Promise ? until(tokens.then(tokensView), code) : tokensView(tokens);
}

const tokensView = (tokens: readonly Token[]): unknown =>
  tokens.map(({ text, kind }) =>
    kind === undefined ? text : html`<span class="code-${kind}">${text}</span>`,
  );
