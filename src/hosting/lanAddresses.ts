import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Networks between a computer and its own virtual machines and containers. No teammate is there. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|podman|vEthernet|VirtualBox|VMware)/i;
/** What kind of network an interface leads to, by the names that Windows, macOS and Linux give. */
const KINDS = [
  ['virtual', VIRTUAL],
  ['vpn', /^(?:tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton|.*vpn)/i],
  ['wifi', /^(?:wl|wi-?fi|airport|ath\d)/i],
  ['cable', /^(?:eth|en[opsx]|em\d)/i],
] as const;
export type NetworkKind = (typeof KINDS)[number][0] | 'unknown';

/** A network that this computer is on. */
export interface Network {
  /** The name of the interface. */
  readonly name: string;
  readonly kind: NetworkKind;
}

/** Self-assigned addresses, for want of real ones. */
const LINK_LOCAL = '169.254.';

/** The addresses of a computer that teammates can type, the likeliest first; from `os.networkInterfaces()`. */
export function lanAddresses(interfaces: Interfaces): readonly string[] {
  const rank = (name: string, address: string): number =>
    (VIRTUAL.test(name) ? 2 : 0) + (address.startsWith(LINK_LOCAL) ? 1 : 0);
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: rank(name, address) })),
  );
  const sorted = found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
  return [...new Set(sorted)];
}

/** The addresses of this computer, now. */
export const ownLanAddresses = (): readonly string[] => lanAddresses(networkInterfaces());

/** The network on which this computer has an address; undefined: it has not. Interfaces are those of `os.networkInterfaces()`. */
export function networkOf(
  address: string,
  interfaces: Interfaces = networkInterfaces(),
): Network | undefined {
  const found = Object.entries(interfaces).find(([, infos]) =>
    infos?.some((info) => info.address === address),
  );
  if (!found) return undefined;
  const [name] = found;
  return { name, kind: KINDS.find(([, names]) => names.test(name))?.[0] ?? 'unknown' };
}
