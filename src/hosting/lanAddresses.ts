import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Networks between a computer and its own virtual machines and containers. No teammate is there. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|podman|vEthernet|VirtualBox|VMware)/i;
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
