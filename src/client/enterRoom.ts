import type { ClientPayload } from '../protocol/messages';
import { waitForGreeting } from './greeting';
import type { Link, LinkContext, LinkOwner } from './link';
import { NativeLink } from './nativeLink';
import { openSecureWire } from './secureWire';
import { SeedLink } from './seedLink';

/**
 * Connects and speaks first: in a private room behind the proof of its key, else in the dialect that the server speaks.
 * How that goes on, `owner` is told.
 * @param known the server is ours; otherwise its greeting is waited for, and who does not greet is an original one
 * @throws ClientFailure when it does not come as far as speaking; the reason of `signal` when that is aborted
 */
export async function enterRoom(
  hello: ClientPayload<'hello'>,
  known: boolean,
  context: LinkContext,
  owner: LinkOwner,
  signal: AbortSignal,
): Promise<Link> {
  const { address, timeouts, clock, openWire } = context;
  const key = context.key();
  if (key !== undefined) {
    const secure = await openSecureWire(key, context, signal);
    if (!signal.aborted) return new NativeLink(secure, hello, Buffer.alloc(0), context, owner);
    secure.abandon();
    signal.throwIfAborted();
  }
  const wire = await openWire(address, timeouts.connectMs, clock, signal);
  const stay = () => {
    if (!signal.aborted) return;
    wire.abandon();
    signal.throwIfAborted();
  };
  stay();
  if (known) return new NativeLink(wire, hello, Buffer.alloc(0), context, owner);
  const { kind, unread } = await waitForGreeting(wire, address, timeouts.greetingMs, clock, signal);
  stay();
  return kind === 'native'
    ? new NativeLink(wire, hello, unread, context, owner)
    : new SeedLink(wire, hello.name, unread, context, owner);
}
