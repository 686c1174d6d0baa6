import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelCode } from '../../../src/panel/fromPanel';
import type { PanelStrings } from '../../../src/panel/strings';
import { fill } from '../../wording/strings';
import type { LongText } from './longText';

/** Ways to send it nevertheless. */
export interface LongTextActs {
  readonly sendInParts: () => void;
  readonly quote: (code: PanelCode) => void;
}

/** The buttons beside the sentence that says that a text is too long for one message. */
export function longTextView(
  { messages, code }: LongText,
  { sendInParts, quote }: LongTextActs,
  strings: PanelStrings,
): TemplateResult | typeof nothing {
  const asCode = code && ((): void => quote(code));
  if (messages === undefined && !asCode) return nothing;
  return html`<div class="offers">
    ${
      messages === undefined
        ? nothing
        : html`<vscode-button appearance="secondary" @click=${sendInParts}
            >${fill(strings.sendInParts, { count: messages })}</vscode-button
          >`
    }
    ${
      asCode
        ? html`<vscode-button appearance="secondary" @click=${asCode}>${strings.attachAsCode}</vscode-button>`
        : nothing
    }
  </div>`;
}
