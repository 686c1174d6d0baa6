import { withoutUndefined } from '../../base/withoutUndefined';
import type { PanelRoom, PanelState } from '../../panel/toPanel';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import type { RoomFacts, SessionState } from '../session/sessionState';

/** The state of the session as the panel draws it. */
export function panelState(state: SessionState): PanelState {
  const { room, username } = state;
  return withoutUndefined({
    connection: connectionOf(state),
    room: room && panelRoom(room),
    you: username,
    members: room?.memberCount ?? 0,
    maxTextBytes: room?.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
  });
}

function connectionOf(state: SessionState): PanelState['connection'] {
  switch (state.kind) {
    case 'idle':
    case 'joined':
      return { kind: state.kind };
    case 'connecting':
      return { kind: state.kind, address: state.address };
    case 'reconnecting':
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
