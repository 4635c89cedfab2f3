import { DocketError } from '../schemas/errors.ts';
import { assertPublicHost } from '../store/public-address.ts';

/**
 * Refuses at subscription what is plainly not a public receiver. A name is resolved, and its address judged, at each
 * delivery: it may point elsewhere by then.
 * @throws DocketError `webhook.address`
 */
export function assertWebhookAddress(address: string, allowPrivate: boolean): void {
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') {
    throw new DocketError(
      'webhook.address',
      'The address carries a user name or password; receivers check the signature',
    );
  }
  if (!allowPrivate) assertPublicHost(url);
}
