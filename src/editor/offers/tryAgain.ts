import { defineCommand } from '../platform/command';
import type { ChatSession } from '../session/chatSession';
import { askForMissing, joinRoom } from './joinRoom';

interface TryAgainServices {
  readonly session: ChatSession;
}

/** `tilde.tryAgain`: goes back to the room that was left or not reached, under the present username. */
export const tryAgainCommand = defineCommand({
  id: 'tilde.tryAgain',
  run: ({ session }: TryAgainServices) => tryAgain(session),
});

/**
 * Enters the room of the current session again, after asking for what was missing. A connection that is away is tried at
 * once.
 * @throws what {@link ChatSession.join} and {@link ChatSession.host} throw
 */
export async function tryAgain(session: ChatSession): Promise<void> {
  const { current } = session;
  const { again } = current;
  if (current.isReconnecting) current.wake();
  if (session.isActive || !again) return;
  const name = session.state.username ?? again.name;
  if (again.kind === 'hosted') {
    await session.host({ ...again, name });
    return;
  }
  const request = await askForMissing(session, { ...again, name });
  if (request && session.current === current) await joinRoom(session, request);
}
