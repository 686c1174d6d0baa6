import type { ClientPayload } from '../../protocol/wire/messages';
import type { Exchange } from '../../protocol/keys/proofs';
import { requestRoomProof } from './requestRoomProof';
import { ConnectionFailure, connectionError } from '../types/connectionFailure';
import { waitForGreeting } from './greeting';
import type { Link, LinkContext, LinkOwner } from './link';
import { NativeLink } from './nativeLink';
import { openSecureWire } from './secureWire';
import { SeedLink } from './seedLink';
import type { ConnectionError, ServerKind } from '../types/clientTypes';
import type { Wire } from './wire';

/** A connection to a server of known kind, and the bytes it has sent so far. */
interface Opened {
  readonly wire: Wire;
  readonly kind: ServerKind;
  readonly leftover: Buffer;
}

/** From a room that once proved itself, these need a proof: anybody else could use them to put its people out. */
const SAID = new Set<ConnectionError['kind']>(['rejected', 'closed', 'host-away', 'not-chat']);

/**
 * Connects and says hello: in a private room behind the proof of its key, otherwise in the dialect that the server speaks.
 * A native server first proves which room it is (P-6.14). `owner` is told what follows.
 * @param hello what to say; without an exchange to a legacy server, which cannot prove itself
 * @param known the server is ours; otherwise this waits for its greeting, and one that does not greet is an original one
 * @throws ConnectionFailure when it does not get as far as hello; the reason of `signal` when that is aborted
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
  // a room that proved itself once can always do so
  if (isOther) throw unproven();
  if (exchange !== 'legacy')
    return new NativeLink(wire, hello(exchange), exchange.room, shown.leftover, context, owner);
  const again = await open(true, context, signal);
  return new NativeLink(again.wire, hello(undefined), undefined, again.leftover, context, owner);
}

/** @param isNative whether the server is known to be ours */
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
