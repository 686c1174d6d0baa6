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
      return [{ command: 'tilde.leave', words: 'cancel' }];
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
  const busy = connection.kind === 'connecting';
  return html`<main class="welcome">
    <h1>${busy ? spinner : nothing}${title(connection, strings)}</h1>
    <p dir="auto">${'message' in connection ? connection.message : connectionText(connection, strings)}</p>
    ${buttons(connection, context)}
    ${
      busy
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

/** The connection in a few lines, between the messages and the composer. Nothing while all is well. */
export function bannerView(
  connection: ConnectionStatus,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (connection.kind === 'joined') return nothing;
  const busy = connection.kind === 'reconnecting' || connection.kind === 'connecting';
  return html`<section class="banner" data-kind=${connection.kind}>
    ${
      'title' in connection
        ? html`<h2 dir="auto">${busy ? spinner : nothing}${connection.title}</h2>
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
      return fill(strings.connectingTo, { address: connection.address });
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
  return connection.kind === 'connecting' ? strings.connecting : strings.idleTitle;
}

const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

function buttons(
  connection: ConnectionStatus,
  { strings, act }: ViewContext,
): TemplateResult | typeof nothing {
  const offered = buttonsFor(connection);
  if (offered.length === 0) return nothing;
  return html`<div class="buttons">
    ${offered.map(
      ({ command, words }, index) =>
        html`<vscode-button
          appearance=${index === 0 && command !== 'tilde.leave' ? 'primary' : 'secondary'}
          data-command=${command}
          @click=${() => act.command(command)}
          >${strings[words]}</vscode-button
        >`,
    )}
  </div>`;
}
