import { isIPv4, isIPv6 } from 'node:net';

/** Whether it is a loopback address. A name never is: `127.example.org` may be anywhere. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/**
 * The group of addresses that count as one (P-10.1). A computer with an IPv6 address can take any address in its /64,
 * and a program on this computer can take any loopback address.
 */
export function groupOf(address: string): string {
  if (isLoopback(address)) return 'loopback';
  return isIPv6(address) ? prefixOf(address) : address;
}

/** The first 64 bits of an IPv6 address: four groups, none left out, without leading zeros. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.replace(/%.*/, '').split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}

const groupsOf = (part = ''): string[] => (part === '' ? [] : part.split(':'));
