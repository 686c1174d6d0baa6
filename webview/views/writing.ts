import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { ViewState } from '../state/viewState';
import { fill } from '../wording/strings';
import { plainWords } from '../../src/text/plainWords';
import type { ViewContext } from './context';
import { closeIcon } from './icons';
import { sentenceView } from './sentence';

/** What the text below is for, where it is no new message by itself, and the way out of it. */
export function writingView(
  { writing, panel }: ViewState,
  { strings, act }: ViewContext,
): TemplateResult | typeof nothing {
  if (!writing) return nothing;
  const { kind, message } = writing;
  const what = kind === 'edit' ? strings.editing : fill(strings.replying, { name: isolated(message.author) });
  return html`<div class="writing" data-kind=${kind}>
    <span class="what">${sentenceView(what)}</span>
    <span class="excerpt" dir="auto">${plainWords(message, { ...message, plain: panel?.plain })}</span>
    <button
      type="button"
      class="tool"
      aria-label=${strings.stopWriting}
      title=${strings.stopWriting}
      @click=${() => act.stopWriting()}
    >
      ${closeIcon}
    </button>
  </div>`;
}
