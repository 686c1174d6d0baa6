import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from '../wording/strings';

/** What can be done with a text that is too long for one message. */
export interface LongTextOffers {
  readonly split?: { readonly messages: number; readonly run: () => void };
  readonly quote?: () => void;
}

/** The buttons beside the sentence that says so. */
export function longTextView(
  { split, quote }: LongTextOffers,
  strings: PanelStrings,
): TemplateResult | typeof nothing {
  if (!split && !quote) return nothing;
  return html`<div class="offers">
    ${
      split
        ? html`<vscode-button appearance="secondary" @click=${split.run}
            >${fill(strings.sendInParts, { count: split.messages })}</vscode-button
          >`
        : nothing
    }
    ${
      quote
        ? html`<vscode-button appearance="secondary" @click=${quote}>${strings.attachAsCode}</vscode-button>`
        : nothing
    }
  </div>`;
}
