import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelConversation, PanelState } from '../../src/panel/toPanel';
import { conversationName } from '../wording/conversationName';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

/** The conversations to choose from, where there are more than that with everybody; and who reads the one that is shown. */
export function conversationsView(
  { conversation, conversations }: PanelState,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (!conversations) return nothing;
  const { strings } = context;
  return html`<nav class="conversations" aria-label=${strings.conversations}>
      ${conversations.map((one) => conversationButton(one, one.to === conversation?.to, context))}
    </nav>
    ${conversation ? directHintView(conversation, context) : nothing}`;
}

function conversationButton(
  conversation: PanelConversation,
  isShown: boolean,
  { strings, act }: ViewContext,
): TemplateResult {
  const { to, unread } = conversation;
  return html`<button
    type="button"
    data-to=${to ?? ''}
    aria-current=${isShown ? 'true' : nothing}
    @click=${() => act.showConversation(to)}
  >
    <span class="name" dir="auto">${sentenceView(conversationName(conversation, strings))}</span>${
      unread === 0 || isShown
        ? nothing
        : html`<span class="count" aria-hidden="true">${unread > 99 ? '99+' : unread}</span
            ><span class="visually-hidden">${fill(strings.newMessages, { count: unread })}</span>`
    }
  </button>`;
}

function directHintView(conversation: PanelConversation, { strings }: ViewContext): TemplateResult {
  const name = conversationName(conversation, strings);
  return html`<p class="direct-hint">
    ${sentenceView(fill(strings.directHint, { name }))}
    ${conversation.away ? html`<strong>${sentenceView(fill(strings.directAway, { name }))}</strong>` : nothing}
  </p>`;
}
