import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { PanelRoom } from '../../src/panel/stateSchemas';
import type { PanelInvitation } from '../../src/panel/toPanel';
import type { ViewState } from '../state/viewState';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

/** Ids of what is copied; no message has such a key. */
const COPIES = { all: 'invitation', key: 'invitation key', link: 'invitation link', nc: 'invitation nc' };

/** The card with everything that teammates need to join. Empty until the host has sent it. */
export function invitationView(
  { invitation, copied }: ViewState,
  room: PanelRoom,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (invitation === undefined || invitation === 'asked') return nothing;
  const { strings, act } = context;
  const isCopied = copied === COPIES.all;
  const problem = invitation.problem;
  return html`<div class="below-header">
    <section id="invitation" role="dialog" aria-labelledby="invitation-title">
      <h2 id="invitation-title" dir="auto">
        ${sentenceView(fill(strings.inviteTo, { room: isolated(room.name) }))}
      </h2>
      ${problem === undefined ? nothing : html`<p class="no-invitation" dir="auto">${problem}</p>`}
      ${problem !== undefined && room.hosting ? html`<vscode-button id="room-settings" @click=${() => act.command('tilde.roomSettings')}>${strings.roomSettings}</vscode-button>` : nothing}
      <vscode-button
        id="copy-invitation"
        appearance=${problem === undefined ? 'primary' : 'secondary'}
        @click=${() => act.copyText(COPIES.all, invitation.text)}
        >${isCopied ? strings.copied : strings.copyInvitation}</vscode-button
      >
      <dl>${partsOf(invitation, copied, context)}</dl>
      <p class="without" dir="auto">${invitation.withoutTilde}</p>
      <button type="button" class="link" id="close-invitation" @click=${() => act.invite(false)}>
        ${strings.close}
      </button>
    </section>
  </div>`;
}

function partsOf(
  { addresses, key, link, terminal }: PanelInvitation,
  copied: string | undefined,
  { strings, act }: ViewContext,
): readonly (TemplateResult | typeof nothing)[] {
  const part = (id: string, label: string, text: string | undefined) =>
    text === undefined
      ? nothing
      : html`<div class="part">
          <dt dir="auto">${label}</dt>
          <dd>
            <code dir="ltr">${text}</code>
            <button
              type="button"
              class="link"
              aria-label=${`${copied === id ? strings.copied : strings.copy}: ${label}`}
              @click=${() => act.copyText(id, text)}
            >
              ${copied === id ? strings.copied : strings.copy}
            </button>
          </dd>
        </div>`;
  return [
    ...addresses.map(({ address, network }) =>
      part(
        `invitation ${address}`,
        network === undefined ? strings.address : fill(strings.addressOn, { network }),
        address,
      ),
    ),
    part(COPIES.key, strings.key, key),
    part(COPIES.link, strings.editorLink, link),
    part(COPIES.nc, strings.inTerminal, terminal),
  ];
}
