import { DocketError } from '../schemas/errors.ts';
import { assertReceiver, type Receivers } from '../store/public-address.ts';

/**
 * Refuses at subscription what is plainly no receiver that is allowed. A name is resolved, and its address judged, at each
 * delivery: it may point elsewhere by then.
 * @throws DocketError `webhook.address`
 */
export function assertWebhookAddress(address: string, receivers: Receivers): void {
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') {
    throw new DocketError(
      'webhook.address',
      'The address carries a user name or password; receivers check the signature',
    );
  }
  assertReceiver(url, receivers);
}
