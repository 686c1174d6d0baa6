import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import type { RememberedRoom } from '../session/roomMemory';
import { type RecentRoom, recentRoomId } from './recentRoom';
import type { RecentRooms } from './recentRooms';

/** Notes each room that this window enters, and again when its name, place or access changes. @param here the workspace */
export function rememberRooms(
  session: Pick<ChatSession, 'state' | 'current' | 'onDidChange'>,
  recents: Pick<RecentRooms, 'remember'>,
  here: () => string,
  clock: Clock = systemClock,
): Disposable {
  let noted: string | undefined;
  return session.onDidChange(() => {
    const room = enteredRoom(session, here);
    const facts = room && JSON.stringify(room);
    if (room && facts !== noted) recents.remember({ ...room, at: clock.date() });
    noted = facts;
  });
}

/** The id of the recent room that this is. */
export const recentIdOf = (place: RememberedRoom): string =>
  place.kind === 'joined'
    ? recentRoomId(place)
    : recentRoomId({ kind: 'hosted', workspace: place.workspace ?? '', name: place.room });

type WithoutAt<T> = T extends unknown ? Omit<T, 'at'> : never;

function enteredRoom(
  { state, current }: Pick<ChatSession, 'state' | 'current'>,
  here: () => string,
): WithoutAt<RecentRoom> | undefined {
  const { remembered: place, room } = current;
  if (state.kind !== 'joined' || !place || !room) return undefined;
  const { access, publicKey } = place;
  const facts = { name: room.name, roomId: room.id, access, publicKey };
  if (place.kind === 'joined') return { ...facts, kind: 'joined', address: place.address, workspace: here() };
  const { port, lan, workspace = here() } = place;
  return { ...facts, kind: 'hosted', port, lan, workspace, addresses: [...current.addresses] };
}
