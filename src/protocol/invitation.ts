// What somebody needs to join a room, on one line: its address, followed by its key if the room is private.
import { type Result, fail, ok } from '../base/result';
import { type Address, type AddressProblem, parseAddress } from './address';
import { type RoomKeyProblem, formatRoomKey, parseRoomKey } from './roomKey';

export interface Invitation {
  readonly address: Address;
  /** In canonical form. */
  readonly key?: string;
}

/** Why a text is no invitation. The caller has the sentence in the person's language. */
export type InvitationProblem =
  | { readonly part: 'address'; readonly problem: AddressProblem }
  /** `typed` is the text in the key's place. */
  | { readonly part: 'key'; readonly problem: RoomKeyProblem; readonly typed: string };

/** Reads what a person typed or pasted: `address`, or `address key` with any space or line break between them. */
export function parseInvitation(typed: string): Result<Invitation, InvitationProblem> {
  const [, first = '', rest = ''] = /^\s*([^\s,;]*)[\s,;]*(.*)$/s.exec(typed) ?? [];
  const address = parseAddress(first);
  if (!address.ok) return fail({ part: 'address', problem: address.error });
  if (rest === '') return ok({ address: address.value });
  const key = parseRoomKey(rest);
  if (!key.ok) return fail({ part: 'key', problem: key.error, typed: rest });
  return ok({ address: address.value, key: key.value });
}

/** The form that people are given. @param address `host:port` @param key in canonical form */
export const formatInvitation = (address: string, key?: string): string =>
  key === undefined ? address : `${address} ${formatRoomKey(key)}`;
