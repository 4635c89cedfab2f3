import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DocketError } from '../schemas/errors.ts';

/**
 * Refuses at subscription what is plainly not a public receiver. A name is resolved, and its address judged, at each
 * delivery: it may point elsewhere by then.
 * @throws DocketError `webhook.address`
 */
export function assertWebhookAddress(address: string, allowPrivate: boolean): void {
  const { hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') {
    throw new DocketError(
      'webhook.address',
      'The address carries a user name or password; receivers check the signature',
    );
  }
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isLocalName = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.internal');
  const isSpecial = isIP(host) !== 0 && ipaddr.process(host).range() !== 'unicast';
  if (!allowPrivate && (isLocalName || isSpecial)) {
    throw new DocketError('webhook.address', `${hostname} is not a public address`);
  }
}
