// Native frames (P-4.1): sender "~" verb "~" payload LF, the payload one JSON object.
import * as v from 'valibot';
import { type Result, fail, ok } from '../../base/result';
import { type WireError, wireError } from './errorCodes';
import {
  CLIENT_MESSAGES,
  type ClientMessage,
  type ClientPayload,
  type ClientVerb,
  Named,
  type RoomEvent,
  SERVER_MESSAGES,
  type ServerMessage,
  type ServerPayload,
  type ServerVerb,
} from './messages';

/** A frame with its LF. JSON never holds a bare LF, so the payload stays on one line. */
const frame = (sender: string, verb: string, payload: object): string =>
  `${sender}~${verb}~${JSON.stringify(payload)}\n`;

export const encodeClient = <V extends ClientVerb>(verb: V, payload: ClientPayload<V>): string =>
  frame('', verb, payload);

export const encodeServer = <V extends ServerVerb>(
  verb: V,
  payload: ServerPayload<V>,
  sender = 'SERVER',
): string => frame(sender, verb, payload);

/**
 * The frame of an event. Its sender and verb stand outside the payload (P-6.4).
 * @param json the event as JSON, if the caller has it: making it is what costs here
 */
export function encodeEvent(event: RoomEvent, json = JSON.stringify(event)): string {
  const { verb, from } = event;
  const head = `{"verb":"${verb}","from":${JSON.stringify(from)},`;
  if (json.startsWith(head)) return `${from}~${verb}~{${json.slice(head.length)}\n`;
  return frame(from, verb, { ...event, verb: undefined, from: undefined });
}

interface RawFrame {
  readonly sender: string;
  readonly verb: string;
  readonly payload: unknown;
}

/** @param line one frame without its LF, or why there is none: what a `LineSplitter` gives */
function parseFrame(line: string | WireError): Result<RawFrame, WireError> {
  if (typeof line !== 'string') return fail(line);
  const first = line.indexOf('~');
  const second = line.indexOf('~', first + 1);
  const verb = line.slice(first + 1, second);
  if (first < 0 || second < 0 || !/^[a-z-]+$/.test(verb)) return fail(wireError('bad-frame'));
  let payload: unknown;
  try {
    payload = JSON.parse(line.slice(second + 1));
  } catch {
    return fail(wireError('bad-json'));
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return fail(wireError('bad-json'));
  return ok({ sender: line.slice(0, first), verb, payload });
}

function checkPayload(schema: v.GenericSchema, verb: string, payload: unknown): Result<unknown, WireError> {
  const checked = v.safeParse(schema, payload, { abortEarly: true });
  if (checked.success) return ok(checked.output);
  const [issue] = checked.issues;
  const field = v.getDotPath(issue) ?? 'payload';
  const message = `~${verb}~: the field "${field}" is missing or is not what it should be.`;
  return fail(wireError('bad-message', message));
}

/** What is wrong with a client's frame, and its id if it has one (P-5.12). */
export interface RefusedFrame extends WireError {
  readonly id?: string;
}

/**
 * Reads a frame from a client: undefined if its verb is unknown and ignored (P-4.4), or what is wrong with it.
 * @param line one frame without its LF, or why there is none: what a `LineSplitter` gives
 */
export function decodeClient(line: string | WireError): Result<ClientMessage | undefined, RefusedFrame> {
  const raw = parseFrame(line);
  if (!raw.ok) return raw;
  const { sender, verb, payload } = raw.value;
  if (sender !== '') return fail(wireError('bad-frame', 'The sender field of a client is empty: ~verb~{…}.'));
  if (!Object.hasOwn(CLIENT_MESSAGES, verb)) return ok(undefined);
  const checked = checkPayload(CLIENT_MESSAGES[verb as ClientVerb], verb, payload);
  if (checked.ok) return ok({ verb, payload: checked.value } as ClientMessage);
  const named = v.safeParse(Named, payload);
  return fail(named.success ? { ...checked.error, id: named.output.id } : checked.error);
}

/** Like {@link decodeClient}, for a frame from a server. */
export function decodeServer(line: string | WireError): Result<ServerMessage | undefined, WireError> {
  const raw = parseFrame(line);
  if (!raw.ok) return raw;
  const { sender, verb, payload } = raw.value;
  if (!Object.hasOwn(SERVER_MESSAGES, verb)) return ok(undefined);
  const checked = checkPayload(SERVER_MESSAGES[verb as ServerVerb], verb, payload);
  return checked.ok ? ok({ verb, from: sender, payload: checked.value } as ServerMessage) : checked;
}
