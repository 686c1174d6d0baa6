import type { ConnectionStatus } from '../../src/panel/stateSchemas';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from './strings';

/** How the connection stands, in a sentence. Empty while all is well. */
export function connectionText(connection: ConnectionStatus, strings: PanelStrings): string {
  switch (connection.kind) {
    case 'idle':
      return strings.idleText;
    case 'connecting':
      return connection.waiting?.message ?? fill(strings.connectingTo, { address: connection.address });
    case 'joined':
      return '';
    case 'reconnecting':
    case 'left':
    case 'failed':
      return `${connection.title}. ${connection.message}`;
  }
}

/** What names how the connection stands, in a few words. */
export function connectionTitle(connection: ConnectionStatus, strings: PanelStrings): string {
  if ('title' in connection) return connection.title;
  if (connection.kind !== 'connecting') return strings.idleTitle;
  return connection.waiting?.title ?? strings.connecting;
}
