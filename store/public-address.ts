import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Config } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { isLocalAddress, isLocalHost } from '../schemas/local-host.ts';

/** Whether an IP address belongs to the public internet (IANA special-purpose registries). */
export const isPublicAddress = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === 'unicast';

/** Who may receive webhooks: only the public internet, only this machine and its own network, or anyone. */
export type Receivers = 'public' | 'local' | 'any';

/** A sovereign service calls nothing outside its own network, whatever else is set. */
export function webhookReceivers(config: Pick<Config, 'DOCKET_SOVEREIGN' | 'DOCKET_WEBHOOK_ALLOW_PRIVATE'>): Receivers {
  if (config.DOCKET_SOVEREIGN) return 'local';
  return config.DOCKET_WEBHOOK_ALLOW_PRIVATE ? 'any' : 'public';
}

/** @throws DocketError `webhook.address` for a URL that plainly names none of them. */
export function assertReceiver(url: URL, receivers: Receivers): void {
  if (receivers === 'public') assertPublicHost(url);
  if (receivers === 'local' && !isLocalHost(url.hostname)) throw foreign(url.hostname, url.hostname);
}

/** Name resolution for a connection to a receiver; undefined: the usual one. */
export function receiverLookup(receivers: Receivers): LookupFunction | undefined {
  if (receivers === 'any') return undefined;
  return receivers === 'public' ? lookupThat(isPublicAddress, refused) : lookupThat(isLocalAddress, foreign);
}

function assertPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isLocalName = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.internal');
  if (isLocalName || (isIP(host) !== 0 && !isPublicAddress(host))) throw refused(url.hostname, host);
}

/**
 * Refuses a name with any address that is not allowed. The check is of the address that is then connected to, so a name
 * that changes between check and use gains nothing.
 */
function lookupThat(
  isAllowed: (address: string) => boolean,
  refusal: (hostname: string, address: string) => DocketError,
): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const other = addresses.find(({ address }) => !isAllowed(address));
      const [first] = addresses;
      if (other) callback(refusal(hostname, other.address), '');
      else if (options.all) callback(null, addresses);
      else if (first) callback(null, first.address, first.family);
    });
  };
}

const foreign = (hostname: string, address: string) =>
  new DocketError(
    'webhook.address',
    `${hostname} is not on this network${hostname === address ? '' : `: it is ${address}`}, and this service may call nothing else`,
  );

const refused = (hostname: string, address: string) =>
  new DocketError(
    'webhook.address',
    `${hostname} is not a public address${hostname === address ? '' : `: it is ${address}`}`,
  );
