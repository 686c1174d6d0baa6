import { withoutUndefined } from '../../base/withoutUndefined';
import type { PanelOffer, PanelRoom, PanelState } from '../../panel/toPanel';
import { DEFAULT_LIMITS } from '../../protocol/wire/limits';
import type { Settings } from '../platform/settings';
import type { RoomFacts, SessionState } from '../session/sessionState';

/** The most rooms of before that the panel shows as buttons. */
const MAX_OFFERS = 3;

/** What the person has set for the panel. */
type PanelSettings = Partial<Pick<Settings, 'sendOnEnter' | 'markdown'>>;

/** The state of the session as the panel draws it. @param offers rooms of before, the likeliest first */
export function panelState(
  state: SessionState,
  offers: readonly PanelOffer[] = [],
  { sendOnEnter = true, markdown = true }: PanelSettings = {},
): PanelState {
  const rooms = state.kind === 'idle' ? offers.slice(0, MAX_OFFERS) : [];
  const { room, username } = state;
  return withoutUndefined({
    connection: connectionOf(state),
    room: room && panelRoom(room),
    you: username,
    members: room?.memberCount ?? 0,
    maxTextBytes: room?.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
    plain: markdown ? undefined : true,
    enterBreaks: sendOnEnter ? undefined : true,
    offers: rooms.length > 0 ? { rooms, more: offers.length > rooms.length } : undefined,
  });
}

function connectionOf(state: SessionState): PanelState['connection'] {
  switch (state.kind) {
    case 'idle':
    case 'joined':
      return { kind: state.kind };
    case 'connecting':
      return withoutUndefined({ kind: state.kind, address: state.address, waiting: state.waiting });
    case 'reconnecting': {
      const { kind, title, message, remedies, isWaiting: waiting } = state;
      return { kind, title, message, remedies: [...remedies], waiting };
    }
    case 'left':
    case 'failed': {
      const { kind, title, message, remedies } = state;
      return { kind, title, message, remedies: [...remedies] };
    }
  }
}

function panelRoom({
  name,
  address,
  isBasic,
  isHosted,
  access,
  isLocked,
  host,
  isKept,
}: RoomFacts): PanelRoom {
  return withoutUndefined({
    name,
    address,
    basic: isBasic,
    hosting: isHosted,
    access,
    locked: isLocked,
    host,
    saved: isKept,
  });
}
