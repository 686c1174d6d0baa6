import { isIPv4, isIPv6 } from 'node:net';

/** An address, not a name: `127.example.org` may be anywhere. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/**
 * Who is counted as one address (P-10.1): whoever has one of IPv6 may take any of its /64, and who is on this computer
 * any of its loopback addresses.
 */
export function groupOf(address: string): string {
  if (isLoopback(address)) return 'loopback';
  return isIPv6(address) ? prefixOf(address) : address;
}

/** The first 64 bits of an IPv6 address: four groups, as they are written where none is left out. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.replace(/%.*/, '').split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}

const groupsOf = (part = ''): string[] => (part === '' ? [] : part.split(':'));
