import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { PanelCommand } from '../../src/panel/fromPanel';
import type { ConnectionStatus, PanelRemedy, PanelState } from '../../src/panel/toPanel';
import type { PanelStringKey, PanelStrings } from '../../src/panel/strings';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

interface Button {
  readonly command: PanelCommand;
  readonly words: PanelStringKey;
}

/** What each button does: the host knows what there is to do, and the command asks for what is missing. */
const BUTTONS: Readonly<Record<PanelRemedy, Button>> = {
  tryAgain: { command: 'tilde.tryAgain', words: 'tryAgain' },
  typeKey: { command: 'tilde.tryAgain', words: 'typeKey' },
  joinWithoutKey: { command: 'tilde.tryAgain', words: 'joinWithoutKey' },
  chooseUsername: { command: 'tilde.tryAgain', words: 'chooseUsername' },
  rejoin: { command: 'tilde.tryAgain', words: 'rejoin' },
  reopen: { command: 'tilde.tryAgain', words: 'reopen' },
  changeAddress: { command: 'tilde.join', words: 'changeAddress' },
  joinAnother: { command: 'tilde.join', words: 'joinAnother' },
  host: { command: 'tilde.host', words: 'host' },
  leave: { command: 'tilde.leave', words: 'leave' },
  showLog: { command: 'tilde.showLog', words: 'showLog' },
};

/** What a person can do in each state, the likeliest first. */
function buttonsFor(connection: ConnectionStatus): readonly Button[] {
  switch (connection.kind) {
    case 'idle':
      return [
        { command: 'tilde.host', words: 'host' },
        { command: 'tilde.join', words: 'join' },
      ];
    case 'connecting':
      return [...(connection.waiting ? [BUTTONS.tryAgain] : []), { command: 'tilde.leave', words: 'cancel' }];
    case 'joined':
      return [];
    case 'reconnecting':
    case 'left':
    case 'failed':
      return connection.remedies.map((remedy) => BUTTONS[remedy]);
  }
}

/** The whole panel while there is no room to show: what Tilde is, how the connection stands, what to do. */
export function welcomeView(panel: PanelState, context: ViewContext): TemplateResult {
  const { strings } = context;
  const { connection, you } = panel;
  const isConnecting = connection.kind === 'connecting';
  const isBack = panel.offers !== undefined;
  return html`<main class="welcome">
    <h1>
      ${isMoving(connection) ? spinner : nothing}${isBack ? strings.backTitle : title(connection, strings)}
    </h1>
    <p dir="auto">${isBack ? strings.backText : welcomeText(connection, strings)}</p>
    ${panel.offers ? offersView(panel.offers, context) : nothing} ${buttons(connection, context, isBack)}
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

/** Whether something is to be seen moving: not where it may take a night. */
const isMoving = (connection: ConnectionStatus): boolean =>
  (connection.kind === 'reconnecting' && !connection.waiting) ||
  (connection.kind === 'connecting' && !connection.waiting);

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

/** The connection in a few lines, between the messages and the composer. Nothing while all is well. */
export function bannerView(
  connection: ConnectionStatus,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (connection.kind === 'joined') return nothing;
  const busy = isMoving(connection);
  return html`<section class="banner" data-kind=${connection.kind}>
    ${
      'title' in connection
        ? html`<h2 dir="auto" title=${connection.message}>${busy ? spinner : nothing}${connection.title}</h2>
            <p dir="auto">${connection.message}</p>`
        : html`<p dir="auto">${busy ? spinner : nothing}${connectionText(connection, context.strings)}</p>`
    }
    ${buttons(connection, context)}
  </section>`;
}

/** Whether the person can send: also while reconnecting, since the client keeps the message until it is back. */
export const canSay = (connection: ConnectionStatus | undefined): boolean =>
  connection?.kind === 'joined' || connection?.kind === 'reconnecting';

/** How the connection stands, in a sentence. Empty while all is well. */
export function connectionText(connection: ConnectionStatus, strings: PanelStrings): string {
  switch (connection.kind) {
    case 'idle':
      return strings.idleText;
    case 'connecting':
      return connection.waiting?.message ?? fill(strings.connectingTo, { address: connection.address });
    case 'joined':
      return '';
    case 'reconnecting':
    case 'left':
    case 'failed':
      return `${connection.title}. ${connection.message}`;
  }
}

function title(connection: ConnectionStatus, strings: PanelStrings): string {
  if ('title' in connection) return connection.title;
  if (connection.kind !== 'connecting') return strings.idleTitle;
  return connection.waiting?.title ?? strings.connecting;
}

const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

function buttons(
  connection: ConnectionStatus,
  { strings, act }: ViewContext,
  isSecond = false,
): TemplateResult | typeof nothing {
  const offered = buttonsFor(connection);
  if (offered.length === 0) return nothing;
  return html`<div class="buttons">
    ${offered.map(
      ({ command, words }, index) =>
        html`<vscode-button
          appearance=${!isSecond && index === 0 && command !== 'tilde.leave' ? 'primary' : 'secondary'}
          data-command=${command}
          @click=${() => act.command(command)}
          >${strings[words]}</vscode-button
        >`,
    )}
  </div>`;
}
