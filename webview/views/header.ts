import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { PanelRoom, PanelState } from '../../src/panel/stateSchemas';
import type { PanelStrings } from '../../src/panel/strings';
import { isInRoom } from '../state/connection';
import type { ViewState } from '../state/viewState';
import { fill } from '../wording/strings';
import { accessView } from './access';
import { sentenceView } from './sentence';
import type { ViewContext } from './context';

/** Where one is: the room, and in small how many are here, whose room it is, whether it is saved. */
export function headerView(
  state: ViewState,
  panel: PanelState,
  room: PanelRoom,
  context: ViewContext,
): TemplateResult {
  const { strings, act } = context;
  const isOpen = state.invitation !== undefined;
  return html`<header class="room-header">
    <h1>
      <button
        type="button"
        id="room-name"
        aria-haspopup="dialog"
        aria-expanded=${isOpen ? 'true' : 'false'}
        ?disabled=${!isInRoom(panel.connection)}
        title=${isInRoom(panel.connection) ? fill(strings.inviteTo, { room: room.name }) : room.name}
        @click=${() => act.invite(!isOpen)}
      >
        ${accessView(room, strings)}
        <span class="room-name" dir="auto">${room.name}</span>
        <span class="chevron" aria-hidden="true"></span>
      </button>
    </h1>
    <p class="details">
      ${isCounted(panel, room) ? html`<span>${membersView(panel, context)}</span>` : nothing}
      ${factsOf(room, strings).map(
        ({ words, meaning }) => html`<span title=${meaning ?? nothing}>${sentenceView(words)}</span>`,
      )}
    </p>
    ${room.basic ? html`<p class="basic">${strings.basicRoom}</p>` : nothing}
  </header>`;
}

const isCounted = ({ connection, members }: PanelState, room: PanelRoom): boolean =>
  connection.kind === 'joined' && !room.basic && members > 0;

/** How many are here; a click shows who. */
function membersView({ members }: PanelState, { strings, act }: ViewContext): TemplateResult {
  const count = fill(strings.here, { count: members });
  return html`<button
    type="button"
    id="members"
    title=${strings.showMembers}
    .textContent=${count}
    @click=${() => act.members()}
  ></button>`;
}

interface Fact {
  readonly words: string;
  /** What it means, where the words do not say it. */
  readonly meaning?: string;
}

function factsOf(room: PanelRoom, strings: PanelStrings): readonly Fact[] {
  const host =
    room.host === undefined ? [] : [{ words: fill(strings.hostedBy, { name: isolated(room.host) }) }];
  const saved = room.saved === undefined ? [] : [{ words: room.saved ? strings.saved : strings.notSaved }];
  return [
    ...(room.hosting ? [{ words: strings.hostedByYou }] : host),
    ...saved,
    ...(room.locked ? [{ words: strings.locked, meaning: strings.lockedText }] : []),
  ];
}
