import type { HostOptions } from '../session/sessionOptions';
import { type ReadyParts, showReady } from './readyToast';

/**
 * Hosts a room once more. Tells its host, with the invitation at hand, where it is elsewhere than before: members who are
 * away look for it there. Rejects as {@link ChatSession.host} does.
 * @param before the addresses at which teammates joined it, `host:port`
 */
export async function reopen(
  parts: ReadyParts,
  request: HostOptions,
  before: readonly string[],
): Promise<void> {
  const { session } = parts;
  await session.host(request);
  const { addresses } = session;
  const isElsewhere = request.lan && !addresses.some((address) => before.includes(address));
  if (isElsewhere || session.hosted?.takenPort) void showReady(parts);
}
