import type { ClientPayload } from '../../protocol/messages';
import type { Exchange } from '../../protocol/proofs';
import { requestRoomProof } from './requestRoomProof';
import { ConnectionFailure, connectionError } from '../types/connectionFailure';
import { waitForGreeting } from './greeting';
import type { Link, LinkContext, LinkOwner } from './link';
import { NativeLink } from './nativeLink';
import { openSecureWire } from './secureWire';
import { SeedLink } from './seedLink';
import type { ConnectionError, ServerKind } from '../types/clientTypes';
import type { Wire } from './wire';

/** A server that speaks, and what it has said so far. */
interface Opened {
  readonly wire: Wire;
  readonly kind: ServerKind;
  readonly leftover: Buffer;
}

/** What only its own server can say of a room that has shown itself before: anybody could put its people out. */
const SAID = new Set<ConnectionError['kind']>(['rejected', 'closed', 'host-away', 'not-chat']);

/**
 * Connects and speaks first: in a private room behind the proof of its key, else in the dialect that the server speaks.
 * A native server shows first which room it is (P-6.14). How that goes on, `owner` is told.
 * @param hello what to say; to a server of before, which can show nothing, without an exchange
 * @param known the server is ours; otherwise its greeting is waited for, and who does not greet is an original one
 * @throws ClientFailure when it does not come as far as speaking; the reason of `signal` when that is aborted
 */
export async function performHandshake(
  hello: (exchange: Exchange | undefined) => ClientPayload<'hello'>,
  known: boolean,
  context: LinkContext,
  owner: LinkOwner,
  signal: AbortSignal,
): Promise<Link> {
  const { address, expected } = context;
  const unproven = () => new ConnectionFailure(connectionError('unproven', address));
  const { wire, kind, leftover } = await open(known, context, signal);
  if (kind === 'seed') {
    if (expected().publicKey === undefined)
      return new SeedLink(wire, hello(undefined).name, leftover, context, owner);
    wire.abandon();
    throw unproven();
  }
  const shown = await requestRoomProof(wire, leftover, context, signal).catch((failure: unknown) => {
    const isSaid = failure instanceof ConnectionFailure && SAID.has(failure.error.kind);
    throw isSaid && expected().publicKey !== undefined ? unproven() : failure;
  });
  const { exchange } = shown;
  const { publicKey, noOther } = expected();
  const isOther =
    publicKey !== undefined && (exchange === 'legacy' || (noOther && exchange.room !== publicKey));
  if (isOther || exchange === 'legacy' || signal.aborted) wire.abandon();
  signal.throwIfAborted();
  // who once showed which room it is does so for good
  if (isOther) throw unproven();
  if (exchange !== 'legacy')
    return new NativeLink(wire, hello(exchange), exchange.room, shown.leftover, context, owner);
  const again = await open(true, context, signal);
  return new NativeLink(again.wire, hello(undefined), undefined, again.leftover, context, owner);
}

/** @param isNative as is known */
async function open(isNative: boolean, context: LinkContext, signal: AbortSignal): Promise<Opened> {
  const { address, timeouts, clock, openWire } = context;
  const key = context.key();
  const isPrivate = key !== undefined;
  const wire = isPrivate
    ? await openSecureWire(key, context, signal)
    : await openWire(address, timeouts.connectMs, clock, signal);
  const stay = () => {
    if (!signal.aborted) return;
    wire.abandon();
    signal.throwIfAborted();
  };
  stay();
  if (isPrivate || isNative) return { wire, kind: 'native', leftover: Buffer.alloc(0) };
  const { kind, leftover } = await waitForGreeting(wire, address, timeouts.greetingMs, clock, signal);
  stay();
  return { wire, kind, leftover };
}
