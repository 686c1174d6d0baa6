import type { ConnectionError } from '../../client/types/clientTypes';
import type { PortProblem } from '../../hosting/portProbe';
import type { Address, AddressProblem } from '../../protocol/invitations/address';

/**
 * Why a room session ended. `left`: the person left, or the window closed. `connection`: there was no way in, or no way
 * to stay; `address` is where the connection went, `isKeyKept` is true unless the person gave the key that was tried, and
 * `host` is the name of the room's host where it is known.
 * `server-gone`: the server of the hosted room ended and could not be started again. `port-taken`, `server-failed`: the
 * room could not be opened. `no-key`: it had a key that is no longer kept. `bad-address`: what was typed is no
 * address; `meant` is one that may have been meant.
 */
export type EndReason =
  | { readonly kind: 'left' }
  | {
      readonly kind: 'connection';
      readonly error: ConnectionError;
      readonly address: string;
      readonly isKeyKept?: boolean;
      readonly host?: string | undefined;
    }
  | { readonly kind: 'server-gone' }
  | { readonly kind: 'port-taken'; readonly problem: PortProblem }
  | { readonly kind: 'server-failed'; readonly error: unknown }
  | { readonly kind: 'no-key' }
  | { readonly kind: 'bad-address'; readonly problem: AddressProblem; readonly meant?: Address };

/**
 * What can go wrong in a room that was entered. `server-restarted`: the server of the hosted room ended and was started
 * again. `server-gone`: it could not be started again, and the room ended with it. `history-unavailable`: the hosted room
 * is open, but what is said is not being saved; `file` is set where another account could change that file. `key-refused`:
 * the room does not take the key that it had; the session ended for that reason.
 */
export type RoomTrouble =
  | { readonly kind: 'server-restarted' }
  | { readonly kind: 'server-gone' }
  | { readonly kind: 'history-unavailable'; readonly file: string | undefined }
  | { readonly kind: 'key-refused'; readonly reason: EndReason };

/** The room could not be entered. */
export class SessionFailure extends Error {
  override readonly name = 'SessionFailure';

  constructor(
    readonly reason: EndReason,
    cause?: unknown,
  ) {
    super(`The room could not be entered: ${reason.kind}`, { cause });
  }
}

/** The session ended while the room was being entered, for instance because the person left. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}
