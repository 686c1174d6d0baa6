import { withoutUndefined } from '../../base/withoutUndefined';
import type { PanelConversation, PanelOffer, PanelRoom, PanelState } from '../../panel/stateSchemas';
import { DEFAULT_LIMITS } from '../../protocol/wire/limits';
import type { DirectConversation } from '../direct/conversations';
import type { Settings } from '../platform/settings';
import type { RoomFacts, SessionState } from '../session/sessionState';

/** The conversations of the room, as far as the panel shows them. */
export interface PanelConversations {
  readonly direct: readonly DirectConversation[];
  /** The member whose conversation is shown. */
  readonly shown: string | undefined;
  /** How many messages to everybody are unread. */
  readonly unread: number;
}

const NO_CONVERSATIONS: PanelConversations = { direct: [], shown: undefined, unread: 0 };

/** The most rooms of before that the panel shows as buttons. */
const MAX_OFFERS = 3;

/** What the person has set for the panel. */
type PanelSettings = Partial<Pick<Settings, 'sendOnEnter' | 'markdown'>>;

/**
 * The state of the session as the panel draws it.
 * @param offers rooms of before, the likeliest first
 * @param conversations what there is besides what is said to everybody
 */
export function panelState(
  state: SessionState,
  offers: readonly PanelOffer[] = [],
  { sendOnEnter = true, markdown = true }: PanelSettings = {},
  conversations: PanelConversations = NO_CONVERSATIONS,
): PanelState {
  const rooms = state.kind === 'idle' ? offers.slice(0, MAX_OFFERS) : [];
  const { room, username } = state;
  return withoutUndefined({
    connection: connectionOf(state),
    room: room && panelRoom(room),
    you: username,
    ...(room && conversationsOf(conversations)),
    members: room?.memberCount ?? 0,
    maxTextBytes: room?.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
    maxCodeBytes: room?.maxCodeBytes,
    plain: markdown ? undefined : true,
    enterBreaks: sendOnEnter ? undefined : true,
    offers: rooms.length > 0 ? { rooms, more: offers.length > rooms.length } : undefined,
  });
}

function conversationsOf({
  direct,
  shown,
  unread,
}: PanelConversations): Pick<PanelState, 'conversation' | 'conversations'> {
  if (direct.length === 0) return {};
  const all = direct.map((one) =>
    withoutUndefined<PanelConversation>({
      to: one.memberId,
      name: one.name,
      unread: one.unread,
      away: one.isHere ? undefined : true,
    }),
  );
  return withoutUndefined({
    conversation: all.find(({ to }) => to === shown),
    conversations: [{ unread }, ...all],
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
