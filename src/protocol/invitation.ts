// What somebody needs to come into a room, on one line: its address and, where it is private, its key behind it.
import { type Result, fail, ok } from '../base/result';
import { type Address, type AddressProblem, parseAddress } from './address';
import { type RoomKeyProblem, formatRoomKey, parseRoomKey } from './roomKey';

export interface Invitation {
  readonly address: Address;
  /** Canonical. */
  readonly key?: string;
}

/** Why a text cannot be one; the caller has the sentence in the person's language. */
export type InvitationProblem =
  | { readonly part: 'address'; readonly problem: AddressProblem }
  /** `typed` is what stands in the key's place. */
  | { readonly part: 'key'; readonly problem: RoomKeyProblem; readonly typed: string };

/** Reads what a person typed or pasted: `address`, or `address key` with any space between, a line break as well. */
export function parseInvitation(typed: string): Result<Invitation, InvitationProblem> {
  const [, first = '', rest = ''] = /^\s*([^\s,;]*)[\s,;]*(.*)$/s.exec(typed) ?? [];
  const address = parseAddress(first);
  if (!address.ok) return fail({ part: 'address', problem: address.error });
  if (rest === '') return ok({ address: address.value });
  const key = parseRoomKey(rest);
  if (!key.ok) return fail({ part: 'key', problem: key.error, typed: rest });
  return ok({ address: address.value, key: key.value });
}

/** The form people are given. @param address `host:port` @param key canonical */
export const formatInvitation = (address: string, key?: string): string =>
  key === undefined ? address : `${address} ${formatRoomKey(key)}`;
