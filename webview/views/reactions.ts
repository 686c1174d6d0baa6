import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import { reactionText } from '../wording/reactionText';
import type { ViewContext } from './context';

/**
 * The emoji under a message, each with how many it is from. Pressed: this person's, too. The Tab key comes to those of the
 * message that keys walked to.
 */
export function reactionsView(
  entry: PanelMessage,
  canReact: boolean,
  isCurrent: boolean,
  { strings, formats, act }: ViewContext,
): TemplateResult | typeof nothing {
  if (!entry.reactions) return nothing;
  return html`<div class="reactions" role="group" aria-label=${strings.reactions}>
    ${entry.reactions.map((reaction) => {
      const { emoji, count, own } = reaction;
      const whose = reactionText(reaction, strings, formats);
      return html`<button
        type="button"
        class="reaction"
        tabindex=${isCurrent ? 0 : -1}
        aria-pressed=${own ? 'true' : 'false'}
        aria-label="${emoji} ${formats.count(count)}: ${whose}"
        title=${whose}
        ?disabled=${!canReact}
        @click=${() => act.react(entry, emoji)}
      >
        <span class="emoji">${emoji}</span> ${formats.count(count)}
      </button>`;
    })}
  </div>`;
}
