import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelCommand } from '../../src/panel/fromPanel';
import type { ConnectionStatus, PanelRemedy } from '../../src/panel/stateSchemas';
import type { PanelStringKey } from '../../src/panel/strings';
import type { ViewContext } from './context';

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

export const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

/** The buttons of what a person can do. `isSecond`: there are likelier ones. */
export function connectionButtons(
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
