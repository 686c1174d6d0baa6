import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ref } from 'lit/directives/ref.js';
import type { PanelConversation, PanelState } from '../../src/panel/stateSchemas';
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
  return html`<nav class="conversations" aria-label=${strings.conversations} @keydown=${walk}>
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
    tabindex=${isShown ? 0 : -1}
    aria-current=${isShown ? 'true' : nothing}
    ${ref(isShown ? bringToSight : undefined)}
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

/** There may be more of them than fit beside each other. */
const bringToSight = (button: Element | undefined): void =>
  queueMicrotask(() => button?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));

/** The row is one stop of the Tab key: arrows go from one conversation to the next. */
function walk(event: KeyboardEvent): void {
  const { key, target } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const isRightToLeft = getComputedStyle(target).direction === 'rtl';
  const [back, on] = isRightToLeft ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  const to = key === on ? target.nextElementSibling : key === back ? target.previousElementSibling : null;
  if (!(to instanceof HTMLElement)) return;
  event.preventDefault();
  to.focus();
}

function directHintView(conversation: PanelConversation, { strings }: ViewContext): TemplateResult {
  const name = conversationName(conversation, strings);
  return html`<p class="direct-hint">
    ${sentenceView(fill(strings.directHint, { name }))}
    ${conversation.away ? html`<strong>${sentenceView(fill(strings.directAway, { name }))}</strong>` : nothing}
  </p>`;
}
