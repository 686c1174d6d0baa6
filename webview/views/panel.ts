import { html, nothing, type TemplateResult } from 'lit';
import { ref, type RefOrCallback } from 'lit/directives/ref.js';
import type { PanelRoom, PanelState } from '../../src/panel/messages';
import type { ViewState } from '../state';
import { fill } from '../strings';
import { bannerView, welcomeView } from './connection';
import type { ViewContext } from './context';
import { entriesView } from './entries';

/** The parts of the panel that live on while it is drawn anew. */
export interface PanelParts {
  readonly composer: Element;
  /** Told of the list's element when it appears, and of undefined when it goes. */
  readonly list: RefOrCallback;
}

/** The panel: the room with its messages and composer, or, without a room, the way to one. */
export function panelView(state: ViewState, context: ViewContext, parts: PanelParts): TemplateResult {
  const { panel } = state;
  if (!panel) return html``;
  if (!panel.room) return welcomeView(panel, context);
  return html`<main class="room">
    ${headerView(panel, panel.room, context)}
    <div class="list">
      <div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${fill(context.strings.messages, { room: panel.room.name })}
        tabindex="0"
        ${ref(parts.list)}
      >
        <div class="content">
          ${state.entries.length === 0 ? emptyView(panel.room, context) : entriesView(state, context)}
        </div>
      </div>
      ${state.unseen > 0 ? newMessagesView(state.unseen, context) : nothing}
    </div>
    ${bannerView(panel.connection, context)} ${parts.composer}
  </main>`;
}

function headerView(panel: PanelState, room: PanelRoom, { strings }: ViewContext): TemplateResult {
  const people = fill(strings.membersCount, { count: panel.members });
  return html`<header class="room-header">
    <h1>
      <span class="room-name" dir="auto">${room.name}</span>
      ${
        panel.members > 0 && panel.connection.kind === 'joined'
          ? html`<vscode-badge role="img" aria-label=${people} title=${people}
              >${panel.members}</vscode-badge
            >`
          : nothing
      }
    </h1>
    <p class="details">
      <span class="address">${room.address}</span>
      ${
        panel.you === undefined
          ? nothing
          : html`<span class="you-are" dir="auto">${fill(strings.youAre, { name: panel.you })}</span>`
      }
    </p>
    ${room.basic ? html`<p class="basic">${strings.basicRoom}</p>` : nothing}
  </header>`;
}

function emptyView(room: PanelRoom, { strings }: ViewContext): TemplateResult {
  return html`<div class="empty">
    <p>${strings.emptyRoom}</p>
    ${room.hosting ? html`<p>${fill(strings.emptyRoomInvite, { address: room.address })}</p>` : nothing}
  </div>`;
}

function newMessagesView(count: number, { strings, act }: ViewContext): TemplateResult {
  return html`<vscode-button id="new-messages" @click=${() => act.toBottom()}
    >${fill(strings.newMessages, { count })}</vscode-button
  >`;
}
