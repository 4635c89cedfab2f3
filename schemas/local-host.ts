import { BlockList, isIP } from 'node:net';

/** Loopback, private and link-local networks (RFC 1918, 6598, 3927, 4193, 4291). */
const LOCAL_NETWORKS: [string, number, 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
];
const networks = new BlockList();
for (const [network, prefix, family] of LOCAL_NETWORKS) networks.addSubnet(network, prefix, family);

/** Whether an IP address lies on this machine or a network of its owner. */
export function isLocalAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Whether a host name can only be a local one: a local IP address, `localhost`, a name of a reserved local domain, or one
 * without a dot, as containers and machines of one network call each other.
 */
export function isLocalHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isIP(name) !== 0) return isLocalAddress(name);
  return name !== '' && (!name.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(name));
}
