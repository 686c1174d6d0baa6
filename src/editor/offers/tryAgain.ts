import { reopen } from '../hosting/reopen';
import type { ReadyParts } from '../hosting/readyToast';
import { askForMissing, joinRoom } from '../joining/joinRoom';
import { defineCommand } from '../platform/command';

/** `tilde.tryAgain`: goes back to the room that was left or not reached, under the present username. */
export const tryAgainCommand = defineCommand({
  id: 'tilde.tryAgain',
  run: (services: ReadyParts) => tryAgain(services),
});

/**
 * Enters the room of the current session again, after asking for what was missing. A connection that is away is tried at
 * once. Rejects as {@link ChatSession.join} and {@link ChatSession.host} do.
 */
async function tryAgain(services: ReadyParts): Promise<void> {
  const { session } = services;
  const { current } = session;
  const { again } = current;
  if (current.isReconnecting) current.wake();
  if (session.isActive || !again) return;
  const name = session.state.username ?? again.name;
  if (again.kind === 'hosted') {
    await reopen(services, { ...again, name }, current.addresses);
    return;
  }
  const request = await askForMissing(session, { ...again, name });
  if (request && session.current === current) await joinRoom(session, request);
}
