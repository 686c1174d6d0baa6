import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import type { HostedRoomSession } from '../session/hostedRoomSession';
import type { Drafts } from './drafts';
import { type KnownRoom, knownRoom } from './knownRoom';

interface FollowedSession extends Pick<ChatSession, 'state' | 'onDidChange'> {
  /** Which session it is; nothing else of it matters. */
  readonly current: object;
  readonly hosted: Pick<HostedRoomSession, 'renamedFrom'> | undefined;
}

/** Takes the drafts along when the room moves, or is another one at the same place: they were written for whoever is there. */
export function followRoom(
  session: FollowedSession,
  drafts: Pick<Drafts, 'enter'>,
  onDidMove: () => void,
): Disposable {
  let known: { readonly session: object; readonly room: KnownRoom } | undefined;
  return session.onDidChange(() => {
    const { current, hosted, state } = session;
    if (!state.room) return;
    const room = knownRoom(state.room, hosted?.renamedFrom);
    const before = known?.session === current ? known.room : undefined;
    if (before?.key === room.key && before.places[0] === room.places[0]) return;
    known = { session: current, room };
    if (drafts.enter(room, before?.key)) onDidMove();
  });
}
