import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DocketError } from '../schemas/errors.ts';

/** Whether an IP address belongs to the public internet (IANA special-purpose registries). */
export const isPublicAddress = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === 'unicast';

/** @throws DocketError `webhook.address` for a URL that names this machine or a special address itself. */
export function assertPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isLocalName = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.internal');
  if (isLocalName || (isIP(host) !== 0 && !isPublicAddress(host))) throw refused(url.hostname, host);
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
  new DocketError(
    'webhook.address',
    `${hostname} is not a public address${hostname === address ? '' : `: it is ${address}`}`,
  );
