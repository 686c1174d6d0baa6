import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { ConnectionStatus, PanelState } from '../../src/panel/stateSchemas';
import type { PanelStrings } from '../../src/panel/strings';
import { isMoving } from '../state/connection';
import { connectionText, connectionTitle } from '../wording/connectionText';
import { fill } from '../wording/strings';
import { connectionButtons, spinner } from './connection';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

/** The whole panel while there is no room to show: what Tilde is, how the connection stands, what to do. */
export function welcomeView(panel: PanelState, context: ViewContext): TemplateResult {
  const { strings } = context;
  const { connection, you } = panel;
  const isConnecting = connection.kind === 'connecting';
  const isBack = panel.offers !== undefined;
  return html`<main class="welcome">
    <h1>
      ${isMoving(connection) ? spinner : nothing}${isBack ? strings.backTitle : connectionTitle(connection, strings)}
    </h1>
    <p dir="auto">${isBack ? strings.backText : welcomeText(connection, strings)}</p>
    ${panel.offers ? offersView(panel.offers, context) : nothing}
    ${connectionButtons(connection, context, isBack)}
    ${
      connection.kind === 'failed'
        ? html`<button type="button" class="link" id="to-start" @click=${() => context.act.toStart()}>
            ${strings.toStart}
          </button>`
        : nothing
    }
    ${
      isConnecting
        ? nothing
        : html`<p class="username">
            ${you === undefined ? nothing : html`<span>${sentenceView(fill(strings.yourName, { name: isolated(you) }))}</span>`}
            <button type="button" class="link" @click=${() => context.act.command('tilde.setUsername')}>
              ${you === undefined ? strings.setUsername : strings.changeUsername}
            </button>
          </p>`
    }
  </main>`;
}

/** What stands under the title. */
const welcomeText = (connection: ConnectionStatus, strings: PanelStrings): string =>
  'title' in connection ? connection.message : connectionText(connection, strings);

/** The rooms of before, one click each. */
function offersView(
  { rooms, more }: NonNullable<PanelState['offers']>,
  { strings, act }: ViewContext,
): TemplateResult {
  return html`<div class="buttons offers">
    ${rooms.map(
      ({ id, kind, name, detail }, index) =>
        html`<vscode-button
            appearance=${index === 0 ? 'primary' : 'secondary'}
            title=${detail}
            data-offer=${id}
            @click=${() => act.enterAgain(id)}
            ><div>
              ${sentenceView(
                fill(kind === 'reopen' ? strings.reopenRoom : strings.rejoinRoom, { name: isolated(name) }),
              )}
            </div></vscode-button
          >
          <p class="offer-detail">${detail}</p>`,
    )}
    ${
      more
        ? html`<button type="button" class="link" @click=${() => act.command('tilde.openRecent')}>
            ${strings.moreRooms}
          </button>`
        : nothing
    }
  </div>`;
}
