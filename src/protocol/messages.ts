// The one source of the native dialect's messages (P-4, P-5): schemas, and the types made from them.
import * as v from 'valibot';
import { qualifiedEmoji } from './emoji';
import {
  LIMITS,
  MAX_EMOJI_BYTES,
  MAX_HISTORY_LIMIT,
  MAX_ID_BYTES,
  MAX_SEQ,
  MAX_SERVER_ITEMS,
  MAX_SERVER_TEXT,
  MAX_TIME_MS,
} from './limits';
import { utf8Length } from './utf8';

const shortString = (maxBytes: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.check(
      (text) => text.length <= maxBytes && utf8Length(text) <= maxBytes && !/[\p{Cc}\p{Cs}]/u.test(text),
    ),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const seq = count;
const id = shortString(MAX_ID_BYTES);
const mid = shortString(MAX_ID_BYTES);
/** A nonce or a public key: 32 bytes in base64url (P-6.14). */
export const NonceOrKey = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const proof = shortString(128);

/** Those that a server gives out, and the text it relays. What a client sends, the room checks by its own limits. */
const place = v.pipe(count, v.maxValue(MAX_SEQ));
const time = v.pipe(count, v.maxValue(MAX_TIME_MS));
const text = v.pipe(v.string(), v.maxLength(MAX_SERVER_TEXT));
/** Messages a second or at once, 0 = off; what no server of ours can be told to counts as not said. */
const rate = v.fallback(
  v.optional(
    v.pipe(
      v.number(),
      v.check((value) => value === 0 || (value >= LIMITS.rate.min && value <= Number.MAX_SAFE_INTEGER)),
    ),
  ),
  undefined,
);

/** Those of a list that are what they should be, as far as they are not too many. */
const fitting = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.array(v.fallback(v.optional(schema), undefined)),
    v.transform((all) => all.slice(0, MAX_SERVER_ITEMS).filter((one) => one !== undefined)),
  );

/** A piece of a file, quoted: a path as the team names it, 1-based line numbers, and the lines themselves. */
export const Code = v.object({
  path: shortString(1024),
  start: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  end: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  text: v.string(),
  language: v.optional(shortString(64)),
});
export type Code = v.InferOutput<typeof Code>;

/** What has an id of its own: an error about it carries that id (P-5.12). */
export const Named = v.object({ id });

/** Client to server: verb -> payload (P-4.2, P-5). */
export const CLIENT_MESSAGES = {
  /** Before hello: shows that one has the key of a private room (P-13.4), or asks the room to show itself (P-6.14). */
  prove: v.object({
    v: count,
    proof: v.optional(v.pipe(v.string(), v.maxLength(256))),
    nonce: v.optional(NonceOrKey),
  }),
  hello: v.object({
    v: count,
    name: v.string(),
    client: v.optional(shortString(128)),
    person: v.optional(shortString(128)),
    /** One-time proof, from the server's own channel, of being the host's client. */
    ticket: v.optional(shortString(128)),
    /** Who one is, and that one is the host, without a secret (P-6.15). */
    proof: v.optional(v.object({ key: NonceOrKey, member: proof, host: v.optional(proof) })),
    resume: v.optional(v.object({ room: shortString(128), token: shortString(256), seq })),
  }),
  say: v.object({
    id,
    text: v.string(),
    reply: v.optional(seq),
    code: v.optional(Code),
    to: v.optional(mid),
  }),
  edit: v.object({ id, of: seq, text: v.string() }),
  remove: v.object({ id, of: seq }),
  react: v.object({
    id,
    of: seq,
    emoji: v.pipe(v.string(), v.nonEmpty(), v.transform(qualifiedEmoji)),
    on: v.boolean(),
  }),
  typing: v.object({ on: v.boolean() }),
  rename: v.object({ id, name: v.string() }),
  read: v.object({ seq }),
  history: v.object({
    before: seq,
    limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_HISTORY_LIMIT)),
  }),
  ping: v.object({}),
  pong: v.object({}),
  bye: v.object({}),
};

/** A dialect of a later version counts as native (P-4.4). */
const dialect = v.fallback(v.picklist(['native', 'line', 'seed']), 'native');
const event = { seq: place, at: time, by: mid };
/** What is done to message `of`; about a direct one, `to` is the other of the two (P-5.11). */
const about = { ...event, id: v.optional(id), of: place, to: v.optional(mid) };

/** Events of the room: those that have a seq and are kept (P-5). Payloads by verb. */
const EVENT_MESSAGES = {
  say: v.object({
    ...event,
    id: v.optional(id),
    text,
    reply: v.optional(seq),
    code: v.optional(v.object({ ...Code.entries, text })),
    to: v.optional(mid),
    /** Its author took it back: the text is gone (P-5.3). */
    removed: v.optional(v.boolean()),
  }),
  edit: v.object({ ...about, text, removed: v.optional(v.boolean()) }),
  remove: v.object(about),
  react: v.object({
    ...about,
    emoji: v.pipe(shortString(MAX_EMOJI_BYTES), v.transform(qualifiedEmoji)),
    on: v.boolean(),
  }),
  join: v.object({ ...event, name: v.string(), dialect: v.optional(dialect), host: v.optional(v.boolean()) }),
  leave: v.object({ ...event, name: v.string(), reason: v.optional(v.string()) }),
  rename: v.object({ ...event, id: v.optional(id), name: v.string(), to: v.string() }),
};

const stored = <V extends string, E extends v.ObjectEntries>(verb: V, { entries }: { readonly entries: E }) =>
  v.object({ verb: v.literal(verb), from: v.string(), ...entries });

/** An event as it stands in a history: its payload plus `verb` and `from`, its sender (P-6.4). */
export const RoomEvent = v.variant('verb', [
  stored('say', EVENT_MESSAGES.say),
  stored('edit', EVENT_MESSAGES.edit),
  stored('remove', EVENT_MESSAGES.remove),
  stored('react', EVENT_MESSAGES.react),
  stored('join', EVENT_MESSAGES.join),
  stored('leave', EVENT_MESSAGES.leave),
  stored('rename', EVENT_MESSAGES.rename),
]);
export type RoomEvent = v.InferOutput<typeof RoomEvent>;

/**
 * The events of a history, ascending (P-6.4). Those of unknown verbs are left out, for versions may differ (P-4.4), and
 * those that are out of order or not what they should be (P-9.8).
 */
const RoomEvents = v.pipe(
  fitting(RoomEvent),
  v.transform((events) => {
    let last = -1;
    return events.filter(({ seq }) => {
      const isNext = seq > last;
      if (isNext) last = seq;
      return isNext;
    });
  }),
);
/** Where the seq of an event will stand that has no place in the order yet: one field is cheaper than a field added. */
export const UNPLACED = 0;
/** An event that has no place in the order yet. */
export type NewEvent = {
  [V in RoomEvent['verb']]: Omit<Extract<RoomEvent, { verb: V }>, 'seq'> & { seq?: typeof UNPLACED };
}[RoomEvent['verb']];

/** The other of the two an event is for, if it is a direct message or about one (P-5.11). */
export const recipientOf = (event: RoomEvent): string | undefined =>
  event.verb === 'join' || event.verb === 'leave' || event.verb === 'rename' ? undefined : event.to;

export const Member = v.object({
  mid,
  name: v.string(),
  /** When it joined, in milliseconds since the epoch. */
  since: time,
  dialect,
  host: v.optional(v.boolean()),
});
export type Member = v.InferOutput<typeof Member>;

/** What a client must keep to, as far as it can by itself (P-4.3). Milliseconds, bytes, messages a second; 0 = off. */
export const WelcomeLimits = v.object({
  rate,
  burst: rate,
  maxTextBytes: v.optional(count),
  maxCodeBytes: v.optional(count),
  maxFrameBytes: v.optional(count),
  pingIntervalMs: v.optional(count),
  idleTimeoutMs: v.optional(count),
  typingIntervalMs: v.optional(count),
});
export type WelcomeLimits = v.InferOutput<typeof WelcomeLimits>;

/** Server to client: verb -> payload (P-4.3, P-5). */
export const SERVER_MESSAGES = {
  ...EVENT_MESSAGES,
  prove: v.object({ proof, key: v.optional(NonceOrKey), nonce: v.optional(NonceOrKey) }),
  welcome: v.object({
    v: count,
    room: v.object({ id: shortString(128), name: v.string(), access: v.picklist(['open', 'private']) }),
    you: v.string(),
    mid,
    token: shortString(256),
    seq: place,
    resumed: v.boolean(),
    oldest: place,
    /** What is said is to be saved, and for now is not (P-6.13). */
    unsaved: v.optional(v.boolean()),
    members: fitting(Member),
    limits: WelcomeLimits,
    history: RoomEvents,
  }),
  typing: v.object({ by: mid, on: v.boolean() }),
  read: v.object({ seq: place }),
  host: v.object({ by: mid }),
  /** Whether what is said is saved from here on (P-5.14). */
  saved: v.object({ on: v.boolean() }),
  history: v.object({ events: RoomEvents, more: v.boolean() }),
  error: v.object({ code: v.string(), message: v.string(), id: v.optional(id) }),
  ping: v.object({}),
  pong: v.object({}),
  bye: v.object({ reason: v.optional(v.string()) }),
};

export type ClientVerb = keyof typeof CLIENT_MESSAGES;
export type ServerVerb = keyof typeof SERVER_MESSAGES;
export type ClientPayload<V extends ClientVerb> = v.InferOutput<(typeof CLIENT_MESSAGES)[V]>;
export type ServerPayload<V extends ServerVerb> = v.InferOutput<(typeof SERVER_MESSAGES)[V]>;
export type Welcome = ServerPayload<'welcome'>;
/** Whether a room needs a key. */
export type AccessMode = Welcome['room']['access'];

/** A decoded frame, told apart by its verb. `from` is the sender field; empty from a client. */
export type ClientMessage<V extends ClientVerb = ClientVerb> = {
  [K in V]: { verb: K; payload: ClientPayload<K> };
}[V];
export type ServerMessage = {
  [V in ServerVerb]: { verb: V; from: string; payload: ServerPayload<V> };
}[ServerVerb];
