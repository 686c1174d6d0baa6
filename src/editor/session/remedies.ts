import { type ConnectionCause, connectionCause } from '../wording/connectionCause';
import type { EndReason } from './endReason';

/**
 * What a person can do where a room was not reached, is away or was left. From `tryAgain` to `reopen`: goes there again,
 * after asking for what was missing. `changeAddress` and `joinAnother`: asks where to join.
 */
export type Remedy =
  | 'tryAgain'
  | 'typeKey'
  | 'joinWithoutKey'
  | 'chooseUsername'
  | 'rejoin'
  | 'reopen'
  | 'changeAddress'
  | 'joinAnother'
  | 'host'
  | 'leave'
  | 'showLog';

/** While the room is looked for again. */
export const RECONNECTING: readonly Remedy[] = ['tryAgain', 'leave', 'showLog'];
/** While the server of this window's own room is started again. */
export const RESTARTING: readonly Remedy[] = ['leave', 'showLog'];

/** The likeliest first. */
const CONNECTION: Readonly<Record<ConnectionCause, readonly Remedy[]>> = {
  refused: ['tryAgain', 'changeAddress', 'showLog'],
  'not-found': ['changeAddress', 'tryAgain', 'showLog'],
  timeout: ['tryAgain', 'changeAddress', 'showLog'],
  unreachable: ['tryAgain', 'changeAddress', 'showLog'],
  lost: ['tryAgain', 'joinAnother', 'showLog'],
  fault: ['showLog', 'tryAgain', 'joinAnother'],
  'not-chat': ['changeAddress', 'tryAgain', 'showLog'],
  rejected: ['tryAgain', 'joinAnother', 'showLog'],
  full: ['tryAgain', 'joinAnother'],
  'too-many-connections': ['tryAgain', 'joinAnother'],
  'bad-name': ['chooseUsername', 'joinAnother'],
  'wrong-key': ['typeKey', 'joinAnother'],
  'old-key': ['typeKey', 'joinAnother'],
  'key-changed': ['typeKey', 'joinAnother'],
  'needs-key': ['typeKey', 'joinAnother'],
  locked: ['tryAgain', 'joinAnother'],
  removed: ['joinAnother', 'host'],
  'unsupported-version': ['tryAgain', 'joinAnother', 'showLog'],
  closed: ['rejoin', 'joinAnother', 'host'],
  'room-is-open': ['joinWithoutKey', 'joinAnother'],
  // whoever goes on there may be talking to a stranger
  'not-the-room': ['joinAnother', 'showLog'],
  unproven: ['joinAnother', 'showLog'],
  'no-tls': ['joinAnother', 'host'],
  'host-away': ['tryAgain', 'joinAnother'],
};

/** What a person can do after a room session has ended, the likeliest first. @param isHosted it was this window's own room */
export function remediesFor(reason: EndReason, isHosted: boolean): readonly Remedy[] {
  switch (reason.kind) {
    case 'left':
      return isHosted ? ['reopen', 'joinAnother'] : ['rejoin', 'joinAnother', 'host'];
    case 'connection':
      return CONNECTION[connectionCause(reason.error, reason.isKeyKept)];
    case 'server-gone':
      return ['reopen', 'showLog'];
    case 'port-taken':
      return ['host', 'tryAgain'];
    case 'server-failed':
      return ['tryAgain', 'host', 'showLog'];
    case 'no-key':
      return ['host', 'joinAnother'];
    case 'bad-address':
      return ['changeAddress'];
  }
}
