// What other extensions, keybindings and tests may hand to the commands, to skip the questions.
import * as v from 'valibot';
import { parseAddress } from '../../protocol/address';
import { parseName, parseRoomName } from '../../protocol/names';
import { parseRoomKey } from '../../protocol/roomKey';
import type { HostOptions, JoinOptions } from '../session/roomSession';
import { Failure } from '../platform/failure';

const name = v.pipe(
  v.string(),
  v.check((text) => parseName(text).ok, 'it cannot be a username'),
  v.transform((text) => text.normalize('NFC').trim()),
);

/**
 * `tilde.host({name, room, port, access, lan})`; port 0: any free one; `access` `open` or `private`; `lan` false unless
 * given.
 */
const Host = v.object({
  name,
  room: v.pipe(
    v.string(),
    v.check((text) => parseRoomName(text).ok, 'it cannot be the name of a room'),
    v.transform((text) => text.normalize('NFC').trim()),
  ),
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  access: v.picklist(['open', 'private'], 'it is open or private'),
  lan: v.optional(v.boolean(), false),
});

/** `tilde.join({name, address, key})`; without `key` the one that is kept for that address. */
const Join = v.object({
  name,
  address: v.pipe(
    v.string(),
    v.transform((text) => parseAddress(text)),
    v.check((parsed) => parsed.ok, 'it cannot be an address'),
  ),
  key: v.optional(
    v.pipe(
      v.string('it cannot be a key'),
      v.transform((text) => parseRoomKey(text)),
      v.check((parsed) => parsed.ok, 'it cannot be a key'),
    ),
  ),
});

/** `tilde.setUsername({name})`. */
const Username = v.object({ name });

/** `tilde.leave({ask})`: `ask` false leaves without a question. */
const Leave = v.object({ ask: v.boolean() });

/** `tilde.clearHistory({rooms})`: without a question, of the room that is hosted now or of all. */
const ClearHistory = v.object({ rooms: v.picklist(['this', 'all']) });

/** `tilde.changeRoomKey({ask})`: `ask` false changes it without a question. */
const ChangeKey = v.object({ ask: v.boolean() });

/** `tilde.removeMember({mid, address, changeKey})`: without a question; `address` and `changeKey` false unless given. */
const Remove = v.object({
  mid: v.string(),
  address: v.optional(v.boolean(), false),
  changeKey: v.optional(v.boolean(), false),
});

/** `tilde.ignoreMember({mid})`, `tilde.unignoreMember({mid})`. */
const Ignore = v.object({ mid: v.string() });

/** What the list of members hands over. */
const MemberRow = v.object({ member: v.object({ memberId: v.string() }) });

/** Undefined: nothing was handed over, so the person is to be asked. */
export const hostArgument = (argument: unknown): HostOptions | undefined =>
  read(Host, argument, 'tilde.host');

export function joinArgument(argument: unknown): JoinOptions | undefined {
  const given = read(Join, argument, 'tilde.join');
  if (!given?.address.ok) return undefined;
  const { name, address, key } = given;
  return { name, address: address.value, ...(key?.ok && { key: key.value }) };
}

export const usernameArgument = (argument: unknown): string | undefined =>
  read(Username, argument, 'tilde.setUsername')?.name;

export const leaveArgument = (argument: unknown): boolean =>
  read(Leave, argument, 'tilde.leave')?.ask ?? true;

export const clearHistoryArgument = (argument: unknown): 'this' | 'all' | undefined =>
  read(ClearHistory, argument, 'tilde.clearHistory')?.rooms;

export const changeKeyArgument = (argument: unknown): boolean =>
  read(ChangeKey, argument, 'tilde.changeRoomKey')?.ask ?? true;

export const removeArgument = (argument: unknown): v.InferOutput<typeof Remove> | undefined =>
  read(Remove, argument, 'tilde.removeMember');

/** Whom; undefined: it is to be asked. */
export const memberArgument = (argument: unknown): string | undefined =>
  rowArgument(argument) ?? read(Ignore, argument, 'tilde.ignoreMember')?.mid;

/** The mid of whom a menu of the list of members is about. */
export function rowArgument(argument: unknown): string | undefined {
  const row = v.safeParse(MemberRow, argument);
  return row.success ? row.output.member.memberId : undefined;
}

const ARGUMENTS: Readonly<Record<string, v.ObjectSchema<v.ObjectEntries, undefined>>> = {
  'tilde.host': Host,
  'tilde.join': Join,
  'tilde.setUsername': Username,
  'tilde.leave': Leave,
  'tilde.clearHistory': ClearHistory,
  'tilde.changeRoomKey': ChangeKey,
  'tilde.removeMember': Remove,
  'tilde.ignoreMember': Ignore,
  'tilde.unignoreMember': Ignore,
};

/** Whether somebody handed that over who knows the command, valid or not; a menu does not. */
export function isArgumentOf(command: string, argument: unknown): boolean {
  const schema = ARGUMENTS[command];
  return schema !== undefined && hasFieldOf(schema, argument);
}

/** Menus hand over things of their own: only an object with a field of ours counts as an argument. */
function hasFieldOf(
  schema: v.ObjectSchema<v.ObjectEntries, undefined>,
  argument: unknown,
): argument is object {
  if (typeof argument !== 'object' || argument === null) return false;
  return Object.keys(schema.entries).some((key) => Object.hasOwn(argument, key));
}

function read<T extends v.ObjectEntries>(
  schema: v.ObjectSchema<T, undefined>,
  argument: unknown,
  command: string,
): v.InferOutput<v.ObjectSchema<T, undefined>> | undefined {
  if (!hasFieldOf(schema, argument)) return undefined;
  const parsed = v.safeParse(schema, argument);
  if (parsed.success) return parsed.output;
  throw new Failure(`${command}: ${JSON.stringify(v.flatten(parsed.issues).nested)}`);
}
