import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { placeText } from '../../src/panel/fencedCode';
import type { PanelCode } from '../../src/panel/fromPanel';
import type { PanelStrings } from '../../src/panel/strings';
import { doneShape, icon } from '../code/icons';
import { closeIcon } from '../views/icons';
import { fill } from '../wording/strings';
import { LIST_ID } from './completion/completer';

const emojiIcon = icon(svg`<circle cx="8" cy="8" r="5.500"></circle>
  <path d="M5.500 9.500c1 1.700 4 1.700 5 0M6 6v.8M10 6v.8"></path>`);
const codeIcon = icon(
  svg`<path d="m5.500 4.500-3.500 3.500 3.500 3.500m5-7 3.500 3.500-3.500 3.500"></path>`,
);
const mentionIcon = icon(svg`<circle cx="8" cy="8" r="2.300"></circle>
  <path d="M10.300 5.700v3.100c0 1.800 3.200 1.800 3.200-.8a5.500 5.500 0 1 0-2.200 4.400"></path>`);
const attachIcon = icon(svg`<path d="M2.500 4h6m-6 4h4m-4 4h6M10.500 5.500 13.500 8l-3 2.500"></path>`);
const sendIcon = svg`<path d="M13 3v5H4m4-4L4 8l4 4"></path>`;

/** What the composer shows besides the text, which is the text area's own. */
export interface ComposerLook {
  readonly label: string;
  readonly writeAs: string | undefined;
  /** The code that it quotes. */
  readonly codes: readonly PanelCode[];
  /** Something is selected in the editor, which can be quoted. */
  readonly canAttach: boolean;
  /** A sentence below the field; `isWrong`: why the text cannot be sent. */
  readonly hint: string | undefined;
  readonly isWrong: boolean;
  /** What stands beside the hint. */
  readonly remedies: TemplateResult | typeof nothing;
  readonly sendable: boolean;
  /** The button that sends it. */
  readonly send: {
    readonly label: string;
    /** What it says on hover. */
    readonly title: string;
    /** `enter`: the arrow of that key, beside the word where there is room. */
    readonly icon: 'enter' | 'send' | 'save';
  };
  /** How many bytes are left, near the limit. */
  readonly left: string | undefined;
  readonly completions: TemplateResult | typeof nothing;
  readonly activeCompletion: string | undefined;
}

export interface ComposerActs {
  readonly keydown: (event: KeyboardEvent) => void;
  readonly input: (event: Event) => void;
  readonly paste: (event: ClipboardEvent) => void;
  /** The caret may have moved. */
  readonly caret: () => void;
  readonly compositionStart: () => void;
  readonly compositionEnd: () => void;
  readonly blur: () => void;
  readonly send: () => void;
  readonly code: () => void;
  readonly mention: () => void;
  readonly emoji: (anchor: HTMLElement) => void;
  readonly attach: () => void;
  /** Quotes that code no more. */
  readonly detach: (code: PanelCode) => void;
}

/** One field: the text, its tools beneath it, and the button that sends it. */
export function composerView(look: ComposerLook, act: ComposerActs, strings: PanelStrings): TemplateResult {
  const { hint, isWrong, sendable, activeCompletion } = look;
  const isOpen = activeCompletion !== undefined;
  return html`${look.completions}
    <div class="field">
      ${
        look.codes.length === 0
          ? nothing
          : html`<div class="attachments">${look.codes.map((code) => attachedView(code, act, strings))}</div>`
      }
      <textarea
        id="composer"
        rows="1"
        dir="auto"
        aria-label=${look.label}
        aria-describedby="composer-hint composer-left"
        aria-invalid=${isWrong}
        aria-autocomplete="list"
        aria-controls=${isOpen ? LIST_ID : nothing}
        aria-activedescendant=${activeCompletion ?? nothing}
        placeholder=${look.label}
        title=${look.writeAs ?? nothing}
        @keydown=${act.keydown}
        @input=${act.input}
        @paste=${act.paste}
        @keyup=${act.caret}
        @pointerup=${act.caret}
        @compositionstart=${act.compositionStart}
        @compositionend=${act.compositionEnd}
        @blur=${act.blur}
      ></textarea>
      <div class="tools" role="group" aria-label=${strings.composerTools}>
        ${toolView('emoji', strings.emoji, emojiIcon, (event) => act.emoji(event.currentTarget as HTMLElement))}
        ${toolView('code', strings.code, codeIcon, act.code)}
        ${toolView('mention', strings.mentionSomebody, mentionIcon, act.mention)}
        ${look.canAttach ? toolView('attach', strings.attachSelection, attachIcon, act.attach) : nothing}
        <span class="space"></span>
        ${leftView(look.left, strings)}
        <vscode-button id="send" ?disabled=${!sendable} title=${look.send.title} @click=${act.send}
          ><span class="send-text">${look.send.label}</span
          ><svg class="send-icon" data-icon=${look.send.icon} viewBox="0 0 16 16" aria-hidden="true">
            ${look.send.icon === 'save' ? doneShape : sendIcon}
          </svg></vscode-button
        >
      </div>
    </div>
    <div id="composer-hint" class="hint" dir="auto" ?hidden=${hint === undefined} ?data-problem=${isWrong}>
      <span class="why">${hint ?? nothing}</span>${look.remedies}
    </div>`;
}

/** Code that will be quoted, and the way to leave it out. */
function attachedView(code: PanelCode, act: ComposerActs, strings: PanelStrings): TemplateResult {
  const place = placeText(code);
  const remove = fill(strings.removeAttached, { place });
  return html`<div class="attached">
    <bdi class="attached-place" title=${place}>${placeText({ ...code, path: fileName(code.path) })}</bdi>
    <button type="button" class="tool" aria-label=${remove} title=${remove} @click=${() => act.detach(code)}>
      ${closeIcon}
    </button>
  </div>`;
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const toolView = (
  name: string,
  label: string,
  shape: TemplateResult,
  run: (event: Event) => void,
): TemplateResult =>
  html`<button type="button" class="tool" data-tool=${name} aria-label=${label} title=${label} @click=${run}>
    ${shape}
  </button>`;

/** The number alone for the eye; what it counts is said on hover and to screen readers. */
function leftView(left: string | undefined, strings: PanelStrings): TemplateResult | typeof nothing {
  if (left === undefined) return nothing;
  const whole = fill(strings.bytesLeft, { count: left });
  return html`<span class="left" title=${whole}
    ><span aria-hidden="true">${left}</span
    ><span id="composer-left" class="visually-hidden">${whole}</span></span
  >`;
}
