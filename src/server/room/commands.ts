// What is done in the room exactly once, and may be refused: a table of verbs and what each of them does.
import { type Result, fail, ok } from '../../base/result';
import { isEmoji } from '../../protocol/wire/emoji';
import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import type { Limits } from '../../protocol/wire/limits';
import { type ClientPayload, type NewEvent, type RoomEvent, UNPLACED } from '../../protocol/wire/messages';
import { SERVER_NAME, parseName } from '../../protocol/names/names';
import { textWithCode } from '../../protocol/dialects/plainPeers';
import { mentionsIn } from '../../protocol/wire/mentions';
import { parseText } from '../../protocol/wire/text';
import { type RoomMember, isVisibleTo } from '../delivery/member';
import { EVENT_BYTES, mentionsCost, originCost, textCost, tooLongToShow } from './cost';
import type { EventStamp } from './dedupeWindow';
import type { EventLog } from './eventLog';
import type { MemberList } from './memberList';
import type { Reactions } from './reactions';
import type { NameWaitlist } from './nameWaitlist';

/** Verb -> payload. A plain peer gives its messages no id. */
interface CommandPayloads {
  say: Omit<ClientPayload<'say'>, 'id'> & { readonly id?: string };
  edit: ClientPayload<'edit'>;
  remove: ClientPayload<'remove'>;
  react: ClientPayload<'react'>;
  rename: ClientPayload<'rename'>;
}

export type CommandVerb = keyof CommandPayloads;
export type RoomCommand<V extends CommandVerb = CommandVerb> = {
  [K in V]: { readonly verb: K; readonly payload: CommandPayloads[K] };
}[V];

/** What became of a command: a new event; an event that is its answer although it happened before; or why it was refused. */
export type Outcome =
  | { readonly kind: 'published' | 'repeated'; readonly event: RoomEvent }
  | { readonly kind: 'refused'; readonly error: WireError };

/** The room as its commands see it. */
export interface CommandContext {
  readonly members: MemberList;
  readonly log: EventLog;
  readonly reactions: Reactions;
  readonly nameWaitlist: NameWaitlist;
  readonly limits: Limits;
  /** Gives an event its place and sends it to those who may see it. */
  publish(event: NewEvent): RoomEvent;
}

type Handler<V extends CommandVerb> = (
  room: CommandContext,
  member: RoomMember,
  payload: CommandPayloads[V],
) => Outcome;

const COMMANDS: { readonly [V in CommandVerb]: Handler<V> } = { say, edit, remove, react, rename };

/** Whether a message is a command. */
export const isCommand = <M extends { readonly verb: string }>(
  message: M,
): message is Extract<M, { readonly verb: CommandVerb }> => Object.hasOwn(COMMANDS, message.verb);

/** What a command costs (P-10.1), in bytes: its text, code and mentions, where it has them, and its place. */
export function costOf(author: string, { verb, payload }: RoomCommand, limits: Limits): number {
  if (verb !== 'say' && verb !== 'edit') return EVENT_BYTES;
  const more = mentionsCost(payload.mentions);
  if (verb === 'edit') return textCost(author, payload.text, limits) + more;
  return textCost(author, textWithCode(payload), limits) + originCost(payload.code) + more;
}

/** Carries out a command that has not been seen before. */
export function perform<V extends CommandVerb>(
  room: CommandContext,
  member: RoomMember,
  { verb, payload }: RoomCommand<V>,
): Outcome {
  return COMMANDS[verb](room, member, payload);
}

/**
 * The answer to a command that became the event `earlier`, or that changes nothing since that event (P-5.4). It is the
 * event if this command made it and it is still kept; otherwise it is the command, with the seq and date of `earlier`.
 */
export function repeated<V extends CommandVerb>(
  { log }: CommandContext,
  { memberId, name }: RoomMember,
  { verb, payload }: RoomCommand<V>,
  earlier: EventStamp,
): Outcome {
  const event = log.find(earlier.seq);
  const isIt = event?.by === memberId && 'id' in event && event.id === payload.id;
  if (isIt) return { kind: 'repeated', event };
  const names = verb === 'rename' ? { name, to: name } : {};
  const again = { ...payload, verb, from: name, by: memberId, ...earlier, ...names };
  return { kind: 'repeated', event: again as RoomEvent };
}

function say(room: CommandContext, member: RoomMember, payload: CommandPayloads['say']): Outcome {
  const { id, code, to } = payload;
  const { limits } = room;
  if (code && code.end < code.start) {
    return refused(wireError('bad-message', '~say~: the quoted code ends before it begins.'));
  }
  const text = code && payload.text === '' ? NO_TEXT : parseText(payload.text, limits.maxTextBytes);
  if (!text.ok) return refused(text.error);
  const codeText = code ? parseText(code.text, limits.maxCodeBytes) : NO_TEXT;
  if (!codeText.ok) return refused(codeText.error);
  if (to !== undefined && !room.members.get(to)) return refused(wireError('no-such-member'));
  const { name: from, memberId: by } = member;
  const tooLong = tooLongToShow(from, textWithCode({ text: text.value, code }), limits);
  if (tooLong) return refused(tooLong);
  // most messages have none of the rest: a field that is undefined would cost each of them in memory and as JSON.
  // The seq stands last in the JSON, so here the log adds it
  const event: NewEvent & { verb: 'say' } =
    id === undefined
      ? { verb: 'say', from, at: room.log.date, by, text: text.value, seq: UNPLACED }
      : { verb: 'say', from, at: room.log.date, by, id, text: text.value };
  const reply = answered(room, member, payload);
  if (reply !== undefined) event.reply = reply;
  if (code) event.code = { ...code, text: codeText.value };
  if (to !== undefined) event.to = to;
  const mentions = mentionsIn(text.value, payload.mentions);
  if (mentions) event.mentions = mentions;
  return published(room.publish(event));
}

function edit(room: CommandContext, member: RoomMember, payload: CommandPayloads['edit']): Outcome {
  const { id, of, text } = payload;
  const message = ownMessage(room, member, of);
  if (!message.ok) return refused(message.error);
  const checked = parseText(text, room.limits.maxTextBytes);
  if (!checked.ok) return refused(checked.error);
  const tooLong = tooLongToShow(member.name, checked.value, room.limits);
  if (tooLong) return refused(tooLong);
  const event: Extract<NewEvent, { verb: 'edit' }> = {
    ...{ verb: 'edit', ...by(room, member), id, of, text: checked.value },
  };
  const mentions = mentionsIn(checked.value, payload.mentions);
  if (mentions) event.mentions = mentions;
  return publishAbout(room, message.value, event);
}

function remove(room: CommandContext, member: RoomMember, { id, of }: CommandPayloads['remove']): Outcome {
  const message = ownMessage(room, member, of);
  if (!message.ok) return refused(message.error);
  room.log.erase(of);
  return publishAbout(room, message.value, { verb: 'remove', ...by(room, member), id, of });
}

/** What changes nothing repeats the event since which it is so: that may be the message itself (P-5.4). */
function react(room: CommandContext, member: RoomMember, payload: CommandPayloads['react']): Outcome {
  const { id, of, emoji, on } = payload;
  if (!isEmoji(emoji)) return refused(wireError('bad-emoji'));
  const message = visibleMessage(room, member, of);
  if (!message.ok) return refused(message.error);
  const event = { verb: 'react', ...by(room, member), id, of, emoji, on } as const;
  const since = room.reactions.find(event);
  if (on === (since !== undefined)) {
    const earlier = since ?? { seq: of, at: message.value.at };
    room.log.noteUnchanged(member.memberId, id, earlier);
    return repeated(room, member, { verb: 'react', payload }, earlier);
  }
  const refusal = on ? room.reactions.refusal(event) : undefined;
  return refusal ? refused(refusal) : publishAbout(room, message.value, event);
}

function rename(room: CommandContext, member: RoomMember, payload: CommandPayloads['rename']): Outcome {
  const wanted = parseName(payload.name);
  if (!wanted.ok) return refused(wanted.error);
  const { name } = member;
  if (wanted.value === name) return refused(wireError('bad-name', 'That is your name already.'));
  room.members.rename(member, wanted.value);
  const to = member.name;
  if (to === name) return refused(wireError('bad-name', `That name is taken here; you are ${name} already.`));
  const event = { verb: 'rename', ...by(room, member), from: SERVER_NAME, id: payload.id, name, to } as const;
  const outcome = published(room.publish(event));
  room.nameWaitlist.grantFreeNames();
  return outcome;
}

const NO_TEXT = ok('');
const refused = (error: WireError): Outcome => ({ kind: 'refused', error });
const published = (event: RoomEvent): Outcome => ({ kind: 'published', event });
const by = ({ log }: CommandContext, { name, memberId }: RoomMember) => ({
  from: name,
  at: log.date,
  by: memberId,
});

type Message = Extract<RoomEvent, { verb: 'say' }>;

/**
 * What a message answers: a message that its author and all its readers can see, also where its text was taken back.
 * Anything else is left out, and the text is said without it (P-5.1).
 */
function answered(
  { log }: CommandContext,
  { memberId }: RoomMember,
  { reply, to }: CommandPayloads['say'],
): number | undefined {
  const event = reply === undefined ? undefined : log.find(reply);
  if (event?.verb !== 'say') return undefined;
  const isForAll = event.to === undefined;
  const isBetweenThem =
    (event.by === memberId && event.to === to) || (event.by === to && event.to === memberId);
  return isForAll || isBetweenThem ? reply : undefined;
}

/** Publishes what was done to `message`, to those who can see it. */
function publishAbout(
  room: CommandContext,
  message: Message,
  event: Extract<NewEvent, { of: number }>,
): Outcome {
  if (message.to === undefined) return published(room.publish(event));
  return published(room.publish({ ...event, to: message.by === event.by ? message.to : message.by }));
}

/** The message `seq`, where `member` can see it. */
function visibleMessage(
  { log }: CommandContext,
  member: RoomMember,
  seq: number,
): Result<Message, WireError> {
  const event = log.find(seq);
  const isThere = event?.verb === 'say' && !event.removed && isVisibleTo(member, event);
  return isThere ? ok(event) : fail(wireError('not-found'));
}

function ownMessage(room: CommandContext, member: RoomMember, seq: number): Result<Message, WireError> {
  const message = visibleMessage(room, member, seq);
  return message.ok && message.value.by !== member.memberId ? fail(wireError('not-author')) : message;
}
