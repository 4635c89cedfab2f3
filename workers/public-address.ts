import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { DocketError } from '../schemas/errors.ts';

/** Networks that a request made for somebody else must not reach (IANA special-purpose registries). */
const ranges = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
const ranges6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const special = new BlockList();
for (const [network, prefix] of ranges) {
  special.addSubnet(network, prefix, 'ipv4');
  special.addSubnet(`::ffff:${network}`, prefix + 96, 'ipv6');
}
for (const [network, prefix] of ranges6) special.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !special.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** @throws DocketError `webhook.address` for a URL that names a special address itself. */
export function assertPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused(url.hostname, host);
}

/**
 * Name resolution for a connection that refuses a name with any special address. The check is of the address that is
 * then connected to, so a name that changes between check and use gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '');
      return;
    }
    const special = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (special) callback(refused(hostname, special.address), '');
    else if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  });
};

const refused = (hostname: string, address: string) =>
  new DocketError('webhook.address', `${hostname} is ${address}, which is not a public address`);
