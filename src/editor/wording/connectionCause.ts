import type { ConnectionError } from '../../client/types/clientTypes';

/** The codes of a no that have words of their own. */
const REJECTIONS = [
  'full',
  'too-many-connections',
  'bad-name',
  'wrong-key',
  'key-changed',
  'locked',
  'removed',
  'unsupported-version',
] as const;

/**
 * Why there is no connection, as far as it makes a difference to the person. `rejected`: a no with a code that this version
 * does not know, or in the room's own words. `old-key`: the wrong key, which nobody typed: it was kept.
 */
export type ConnectionCause = ConnectionError['kind'] | (typeof REJECTIONS)[number] | 'old-key';

/** @param isKeyKept the key was not typed by the person */
export function connectionCause({ kind, wire }: ConnectionError, isKeyKept = false): ConnectionCause {
  if (kind !== 'rejected') return kind;
  const known = REJECTIONS.find((code) => code === wire?.code);
  if (known === 'wrong-key' && isKeyKept) return 'old-key';
  return known ?? kind;
}
