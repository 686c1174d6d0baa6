import type { RoomFacts } from '../session/sessionState';

/** What this workspace knows a room by. */
export interface KnownRoom {
  /** Tells it from all others. A room that proves which it is has the same under any name, and at any address. */
  readonly key: string;
  /**
   * Where it is and what it is called; then where it may have been before. A room without a history is another one at each
   * start, and is known again by this. An open room is not taken for a private one that was there.
   */
  readonly places: readonly [string, ...string[]];
}

/** @param openedAs what this window's room was called until it was opened again as this one */
export function knownRoom(
  { id, publicKey, isHosted, access, address, name }: RoomFacts,
  openedAs?: string,
): KnownRoom {
  // a room that this window hosts has a different address in each network
  const placeOf = (called: string): string => `${isHosted ? 'own' : address} ${called}`.replaceAll('\n', ' ');
  const isPrivate = !isHosted && access === 'private';
  const withAccess = (place: string): string => (isPrivate ? `private ${place}` : place);
  const place = withAccess(placeOf(name));
  const before = [isPrivate ? name : undefined, openedAs].flatMap((called) =>
    called === undefined ? [] : [placeOf(called)],
  );
  // an id that is not proven says nothing at another address
  return { key: publicKey ?? (id === '' ? place : withAccess(placeOf(id))), places: [place, ...before] };
}
