import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ref, type RefOrCallback } from 'lit/directives/ref.js';
import type { PanelRoom, PanelState } from '../../src/panel/toPanel';
import { isolated } from '../../src/base/isolated';
import { ADDRESS, endIsShown, type ViewState } from '../state/viewState';
import { fill } from '../wording/strings';
import { typingText } from '../wording/typingText';
import { accessView } from './access';
import { bannerView, welcomeView } from './connection';
import type { ViewContext } from './context';
import { entriesView } from './entries';
import { sentenceView } from './sentence';

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
  const silent = !state.more && state.entries.every((entry) => entry.kind === 'notice');
  return html`<main class="room">
    ${headerView(panel, panel.room, context)}
    <div class="list">
      ${state.unreadAbove ? toUnreadView(context) : nothing}
      ${state.loadingOlder ? html`<p class="loading">${strings.loadingOlder}</p>` : nothing}
      <div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${fill(strings.messages, { room: panel.room.name })}
        tabindex="0"
        @keydown=${(event: KeyboardEvent) => {
          // The browser would only go to the end of what is in the document.
          if (event.key === 'End' && event.target === event.currentTarget) act.toEnd(event);
        }}
        ${ref(parts.list)}
      >
        <div class="content">
          ${entriesView(state, context)} ${silent ? emptyView(state, panel.room, context) : nothing}
        </div>
      </div>
      ${toNewView(state, context)}
    </div>
    ${bannerView(panel.connection, context)}
    ${
      panel.room.basic || panel.connection.kind !== 'joined'
        ? nothing
        : html`<p class="typing">${sentenceView(typingText(state.typing.map(isolated), strings))}</p>`
    }
    ${parts.composer}
  </main>`;
}

function headerView(panel: PanelState, room: PanelRoom, { strings }: ViewContext): TemplateResult {
  const people = fill(strings.membersCount, { count: panel.members });
  return html`<header class="room-header">
    <h1>
      <span class="room-name" dir="auto" title=${room.name}>${room.name}</span>
      ${
        panel.members > 0 && panel.connection.kind === 'joined' && !room.basic
          ? html`<vscode-badge role="img" aria-label=${people} title=${people}
              >${panel.members}</vscode-badge
            >`
          : nothing
      }
    </h1>
    <p class="details">
      ${accessView(room, strings)}
      ${
        // The name of an original room is its address.
        room.address === room.name ? nothing : html`<span class="address">${room.address}</span>`
      }
      ${
        panel.you === undefined
          ? nothing
          : html`<span class="you-are"
              >${sentenceView(fill(strings.youAre, { name: isolated(panel.you) }))}</span
            >`
      }
    </p>
    ${room.basic ? html`<p class="basic">${strings.basicRoom}</p>` : nothing}
  </header>`;
}

/** What an empty room shows. The invitation is for the host alone, who knows for sure what teammates type. */
function emptyView(state: ViewState, room: PanelRoom, { strings, act }: ViewContext): TemplateResult {
  const isPrivate = room.access === 'private';
  const toTeammates = isPrivate ? strings.emptyRoomInvitePrivate : strings.emptyRoomInvite;
  const invite = isLoopback(room.address) ? strings.emptyRoomLoopback : toTeammates;
  return html`<div class="empty">
    <p>${strings.emptyRoom}</p>
    ${
      room.hosting
        ? html`<p>${invite}</p>
            <p class="invite">
              <span class="address">${room.address}</span>
              <button type="button" class="link" @click=${() => act.copyAddress()}>
                ${state.copied === ADDRESS ? strings.copied : strings.copyAddress}
              </button>
              ${
                isPrivate
                  ? html`<button type="button" class="link" @click=${() => act.command('tilde.copyKey')}>
                      ${strings.copyKey}
                    </button>`
                  : nothing
              }
            </p>`
        : nothing
    }
  </div>`;
}

const isLoopback = (address: string): boolean => /^(127\.|localhost\b|\[::1\])/i.test(address);

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
