import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { PanelCommand } from '../../src/panel/fromPanel';
import type { ConnectionStatus, PanelState } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

/** What a person can do in each state, the likeliest first. */
const commands: Readonly<Record<ConnectionStatus['kind'], readonly PanelCommand[]>> = {
  idle: ['tilde.host', 'tilde.join'],
  connecting: ['tilde.leave'],
  joined: [],
  reconnecting: ['tilde.leave', 'tilde.showLog'],
  left: ['tilde.join', 'tilde.host'],
  failed: ['tilde.join', 'tilde.host', 'tilde.showLog'],
};

/** The whole panel while there is no room to show: what Tilde is, how the connection stands, what to do. */
export function welcomeView(panel: PanelState, context: ViewContext): TemplateResult {
  const { strings } = context;
  const { connection, you } = panel;
  const busy = connection.kind === 'connecting';
  return html`<main class="welcome">
    <h1>${busy ? spinner : nothing}${title(connection, strings)}</h1>
    <p dir="auto">${connectionText(connection, strings)}</p>
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
    <p dir="auto">${busy ? spinner : nothing}${connectionText(connection, context.strings)}</p>
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
      return connection.message;
  }
}

function title(connection: ConnectionStatus, strings: PanelStrings): string {
  switch (connection.kind) {
    case 'connecting':
      return strings.connecting;
    case 'failed':
      return strings.failedTitle;
    case 'left':
      return strings.leftTitle;
    case 'idle':
    case 'joined':
    case 'reconnecting':
      return strings.idleTitle;
  }
}

const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

function buttons(
  connection: ConnectionStatus,
  { strings, act }: ViewContext,
): TemplateResult | typeof nothing {
  const labels: Readonly<Record<PanelCommand, string>> = {
    'tilde.host': strings.host,
    'tilde.join': strings.join,
    'tilde.leave': connection.kind === 'connecting' ? strings.cancel : strings.leave,
    'tilde.copyKey': strings.copyKey,
    'tilde.setUsername': strings.setUsername,
    'tilde.showLog': strings.showLog,
  };
  const offered = commands[connection.kind];
  if (offered.length === 0) return nothing;
  return html`<div class="buttons">
    ${offered.map(
      (command, index) =>
        html`<vscode-button
          appearance=${index === 0 && command !== 'tilde.leave' ? 'primary' : 'secondary'}
          data-command=${command}
          @click=${() => act.command(command)}
          >${labels[command]}</vscode-button
        >`,
    )}
  </div>`;
}
