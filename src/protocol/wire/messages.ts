// The one source of the native dialect's messages (P-4, P-5): the schemas, and the types that are made from them.
import * as v from 'valibot';
import { qualifiedEmoji } from './emoji';
import {
  LIMITS,
  MAX_EMOJI_BYTES,
  MAX_HISTORY_LIMIT,
  MAX_ID_BYTES,
  MAX_MENTIONS,
  MAX_NAME_BYTES,
  MAX_REMOTE_BYTES,
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

// The fields `place`, `time` and `text` are from a server. The room checks what a client sends by its own limits.
const place = v.pipe(count, v.maxValue(MAX_SEQ));
const time = v.pipe(count, v.maxValue(MAX_TIME_MS));
const text = v.pipe(v.string(), v.maxLength(MAX_SERVER_TEXT));
/** Messages a second, or at once; 0 = off. A value that no server of ours can be given counts as left out. */
const rate = v.fallback(
  v.optional(
    v.pipe(
      v.number(),
      v.check((value) => value === 0 || (value >= LIMITS.rate.min && value <= Number.MAX_SAFE_INTEGER)),
    ),
  ),
  undefined,
);

/** A list without the items that do not fit the schema, and without those beyond the largest number. */
const fitting = <S extends v.GenericSchema>(schema: S, most = MAX_SERVER_ITEMS) =>
  v.pipe(
    v.array(v.fallback(v.optional(schema), undefined)),
    v.transform((all) => all.slice(0, most).filter((one) => one !== undefined)),
  );

/** Line numbers, and what is counted from 1 besides. */
const ordinal = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Hashes of at most 32 lines, two hexadecimal digits each. */
const lineHashes = v.pipe(v.string(), v.regex(/^(?:[\da-f]{2}){0,32}$/));

/** Where quoted lines stand, for programs that look for them in another version of the file (P-5.16). */
const origin = {
  /** The repository: host and path of one of its remotes. Neither a scheme nor whoever logs in there is part of it. */
  remote: v.optional(
    v.pipe(
      shortString(MAX_REMOTE_BYTES),
      v.regex(/^(?:[a-z\d._-]+|\[[\da-f:.]+\])(?::\d{1,5})?\/[^\s?#\p{Cf}]+$/u),
    ),
  ),
  /** The full id of the commit that was checked out. */
  commit: v.optional(v.pipe(v.string(), v.regex(/^(?:[\da-f]{40}|[\da-f]{64})$/))),
  /** Whether the file is not as in that commit. */
  dirty: v.optional(v.boolean()),
  /** What stands around the lines. */
  context: v.optional(
    v.object({
      ...{ above: lineHashes, below: lineHashes, outline: lineHashes },
      ...{ copies: ordinal, copy: ordinal, lines: ordinal },
    }),
  ),
};

/** A piece of a file, quoted: a path as the team names it, 1-based line numbers, and the lines themselves. */
export const Code = v.object({
  path: shortString(1024),
  start: ordinal,
  end: ordinal,
  text: v.string(),
  language: v.optional(shortString(64)),
  ...origin,
});
export type Code = v.InferOutput<typeof Code>;

/** The same from a server: the lines count also without what does not fit of where they stand. */
const ServedCode = v.object({
  ...Code.entries,
  text,
  remote: v.fallback(origin.remote, undefined),
  commit: v.fallback(origin.commit, undefined),
  dirty: v.fallback(origin.dirty, undefined),
  context: v.fallback(origin.context, undefined),
});

/** A member that a text names, and the name as it stands there behind an `@` (P-5.15). */
export const Mention = v.object({ mid, name: shortString(MAX_NAME_BYTES) });
export type Mention = v.InferOutput<typeof Mention>;
const mentions = v.optional(v.pipe(v.array(Mention), v.maxLength(MAX_MENTIONS)));
/** The same from a server: what does not fit is left out, and the text counts without it. */
const fittingMentions = v.fallback(v.optional(fitting(Mention, MAX_MENTIONS)), undefined);

/** A payload with an id of its own. An error about it carries that id (P-5.12). */
export const Named = v.object({ id });

/** Client to server: verb -> payload (P-4.2, P-5). */
export const CLIENT_MESSAGES = {
  /** Before hello: proves the key of a private room (P-13.4), or asks the room to prove which one it is (P-6.14). */
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
    /** Proves, once, that this is the host's client. It comes from the server's own channel. */
    ticket: v.optional(shortString(128)),
    /** Proves who the member is, and that it is the host, without telling a secret (P-6.15). */
    proof: v.optional(v.object({ key: NonceOrKey, member: proof, host: v.optional(proof) })),
    resume: v.optional(v.object({ room: shortString(128), token: shortString(256), seq })),
  }),
  say: v.object({
    id,
    text: v.string(),
    reply: v.optional(seq),
    code: v.optional(Code),
    to: v.optional(mid),
    mentions,
  }),
  edit: v.object({ id, of: seq, text: v.string(), mentions }),
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
/** Something that is done to message `of`. If that is a direct message, `to` is the other member (P-5.11). */
const about = { ...event, id: v.optional(id), of: place, to: v.optional(mid) };

/** The events of the room, which have a seq and are kept (P-5): verb -> payload. */
const EVENT_MESSAGES = {
  say: v.object({
    ...event,
    id: v.optional(id),
    text,
    reply: v.optional(seq),
    code: v.optional(ServedCode),
    to: v.optional(mid),
    mentions: fittingMentions,
    /** Set if its author took it back; the text is gone (P-5.3). */
    removed: v.optional(v.boolean()),
  }),
  edit: v.object({ ...about, text, mentions: fittingMentions, removed: v.optional(v.boolean()) }),
  remove: v.object(about),
  react: v.object({
    ...about,
    emoji: v.pipe(shortString(MAX_EMOJI_BYTES), v.transform(qualifiedEmoji)),
    on: v.boolean(),
  }),
  join: v.object({ ...event, name: v.string(), dialect: v.optional(dialect), host: v.optional(v.boolean()) }),
  leave: v.object({
    ...event,
    name: v.string(),
    reason: v.optional(v.string()),
    /** The host who removed the member (P-14.2). */
    remover: v.optional(v.object({ mid, name: v.string() })),
  }),
  rename: v.object({ ...event, id: v.optional(id), name: v.string(), to: v.string() }),
};

const stored = <V extends string, E extends v.ObjectEntries>(verb: V, { entries }: { readonly entries: E }) =>
  v.object({ verb: v.literal(verb), from: v.string(), ...entries });

/** An event of a history: its payload, its `verb`, and its sender as `from` (P-6.4). */
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
 * The events of a history, ascending (P-6.4). Events with unknown verbs are left out, since versions may differ
 * (P-4.4). So are events that are out of order or do not fit their schema (P-9.8).
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
/** The seq of an event that has no place in the order yet. To set a field is cheaper than to add one. */
export const UNPLACED = 0;
/** An event that has no place in the order yet. */
export type NewEvent = {
  [V in RoomEvent['verb']]: Omit<Extract<RoomEvent, { verb: V }>, 'seq'> & { seq?: typeof UNPLACED };
}[RoomEvent['verb']];

/**
 * The id of the member that a direct message is for, or an event about one (P-5.11); `undefined` for all other events.
 */
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

/** The limits that a client can keep to by itself (P-4.3), in milliseconds, bytes, or messages a second; 0 = off. */
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
    room: v.object({
      id: shortString(128),
      name: v.string(),
      access: v.picklist(['open', 'private']),
      /** Whether the room has a history on disk (P-6.12). Older servers do not say. */
      kept: v.optional(v.boolean()),
    }),
    you: v.string(),
    mid,
    token: shortString(256),
    seq: place,
    resumed: v.boolean(),
    /** Set after a resume if `history` has all that was missed (P-6.6). Older servers do not say. */
    whole: v.optional(v.boolean()),
    oldest: place,
    /** Set if what is said should be saved, but for now cannot be (P-6.13). */
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

/** A decoded frame from a client, told apart by its verb. */
export type ClientMessage<V extends ClientVerb = ClientVerb> = {
  [K in V]: { verb: K; payload: ClientPayload<K> };
}[V];
/** A decoded frame from a server, told apart by its verb. `from` is the sender field. */
export type ServerMessage = {
  [V in ServerVerb]: { verb: V; from: string; payload: ServerPayload<V> };
}[ServerVerb];
