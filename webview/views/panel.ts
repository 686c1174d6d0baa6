import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ref, type RefOrCallback } from 'lit/directives/ref.js';
import { isolated } from '../../src/base/isolated';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelRoom, PanelState } from '../../src/panel/stateSchemas';
import { isInRoom } from '../state/connection';
import { currentIsShown, endIsShown, type ViewState } from '../state/viewState';
import { conversationName } from '../wording/conversationName';
import { fill } from '../wording/strings';
import { typingText } from '../wording/typingText';
import { bannerView } from './banner';
import type { ViewContext } from './context';
import { conversationsView } from './conversations';
import { entriesView } from './entries';
import { headerView } from './header';
import { invitationView } from './invitation';
import { sentenceView } from './sentence';
import { welcomeView } from './welcome';
import { writingView } from './writing';

/** The parts of the panel that outlive a drawing. */
export interface PanelParts {
  readonly composer: Element;
  /** Called with the list's element when it appears, and with undefined when it goes. */
  readonly list: RefOrCallback;
}

/** The whole panel: the room with its messages and composer, or the way to a room where there is none. */
export function panelView(state: ViewState, context: ViewContext, parts: PanelParts): TemplateResult {
  const { panel } = state;
  if (!panel) return html``;
  if (!panel.room) return welcomeView(panel, context);
  const { strings, act } = context;
  const silent =
    isInRoom(panel.connection) && !state.more && state.entries.every((entry) => entry.kind === 'notice');
  // where there is nothing yet, the host fetches it unasked
  const isLoading = state.loadingOlder || (state.more && state.entries.length === 0);
  const awaited = state.missing ?? (isLoading ? strings.loadingOlder : undefined);
  return html`<main class="room">
    ${headerView(state, panel, panel.room, context)} ${conversationsView(panel, context)}
    ${invitationView(state, panel.room, context)}
    <div class="list">
      ${state.unreadAbove ? toUnreadView(context) : nothing}
      ${awaited === undefined ? nothing : html`<p class="loading">${awaited}</p>`}
      <div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${listLabel(panel, panel.room, strings)}
        tabindex=${currentIsShown(state) ? -1 : 0}
        @keydown=${(event: KeyboardEvent) => act.key(event)}
        @focusin=${(event: Event) => act.look(event)}
        @focusout=${(event: Event) => act.look(event)}
        @pointerover=${(event: Event) => act.look(event)}
        @pointerleave=${(event: Event) => act.look(event)}
        @contextmenu=${(event: Event) => act.look(event)}
        ${ref(parts.list)}
      >
        <div class="content">
          ${entriesView(state, context)} ${silent ? emptyView(panel, panel.room, context) : nothing}
        </div>
      </div>
      ${toNewView(state, context)}
    </div>
    ${bannerView(panel.connection, context)}
    ${
      panel.room.basic || panel.conversation || panel.connection.kind !== 'joined'
        ? nothing
        : html`<p class="typing">${sentenceView(typingText(state.typing.map(isolated), strings))}</p>`
    }
    ${writingView(state, context)} ${parts.composer}
  </main>`;
}

const listLabel = ({ conversation }: PanelState, { name }: PanelRoom, strings: PanelStrings): string =>
  conversation
    ? fill(strings.directMessages, { name: conversationName(conversation, strings) })
    : fill(strings.messages, { room: name });

/** What an empty room shows. To invite others is offered to the host alone, who is alone in it. */
function emptyView(
  { conversation }: PanelState,
  room: PanelRoom,
  { strings, act }: ViewContext,
): TemplateResult {
  return html`<div class="empty">
    <p>${strings.emptyRoom}</p>
    ${
      room.hosting && !conversation
        ? html`<p>
            <vscode-button id="invite" @click=${() => act.invite(true)}>${strings.invite}</vscode-button>
          </p>`
        : nothing
    }
  </div>`;
}

function toUnreadView({ strings, act }: ViewContext): TemplateResult {
  return html`<vscode-button id="to-unread" appearance="secondary" @click=${() => act.toUnread()}
    ><span aria-hidden="true">↑</span> ${strings.toUnread}</vscode-button
  >`;
}

/** The button to what is below: new messages, or older ones that are just not in sight. */
function toNewView(state: ViewState, { strings, act }: ViewContext): TemplateResult | typeof nothing {
  if (state.unseen === 0 && endIsShown(state)) return nothing;
  const label = state.unseen > 0 ? fill(strings.newMessages, { count: state.unseen }) : strings.toNewest;
  return html`<vscode-button
    id="new-messages"
    appearance=${state.unseen > 0 ? 'primary' : 'secondary'}
    @click=${() => act.toNew()}
    ><span aria-hidden="true">↓</span> ${label}</vscode-button
  >`;
}
