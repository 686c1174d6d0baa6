import { html, type TemplateResult } from 'lit/html.js';
import type { PanelReply } from '../../src/panel/entrySchemas';
import { fill } from '../wording/strings';
import { replyIcon } from './icons';
import type { ViewContext } from './context';

/** What a message answers, in one line, which leads there. The Tab key comes to that of the message that keys walked to. */
export function replyView(
  { order, author, color, excerpt, elsewhere }: PanelReply,
  isCurrent: boolean,
  { strings, act }: ViewContext,
): TemplateResult {
  // the host knows where one stands that was not here when its answer came
  const isHere = author !== undefined && !elsewhere;
  const label =
    author === undefined
      ? strings.earlierMessage
      : fill(strings.replyTo, { name: author, text: excerpt ?? '' });
  return html`<button
    type="button"
    class="reply"
    tabindex=${isCurrent ? 0 : -1}
    aria-label=${label}
    title=${label}
    @click=${() => (isHere ? act.goTo(order) : act.goElsewhere(order))}
  >
    ${replyIcon}
    ${
      author === undefined
        ? html`<span class="excerpt">${strings.earlierMessage}</span>`
        : html`<span class="replied-author author-${color ?? 0}" dir="auto">${author}</span>
            <span class="excerpt" dir="auto">${excerpt}</span>`
    }
  </button>`;
}
