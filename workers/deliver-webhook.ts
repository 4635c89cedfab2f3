import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { assertReceiver, type Receivers, receiverLookup } from '../store/public-address.ts';
import type { Delivery } from '../store/webhooks.ts';

/** Well below the lease of a delivery, so that no second sender takes it meanwhile. */
const TIMEOUT_MS = 15_000;

/**
 * Sends one event, signed after the Standard Webhooks specification: its id is the same at every try. Redirects are not
 * followed. Resolves when the receiver answers 2xx. @throws Error with what went wrong otherwise.
 */
export function deliverWebhook(delivery: Delivery, receivers: Receivers): Promise<void> {
  const url = new URL(delivery.url);
  assertReceiver(url, receivers);
  const body = JSON.stringify(delivery.event);
  const sentAt = new Date();
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Docket-Webhooks/1',
    'webhook-id': delivery.id,
    'webhook-timestamp': `${Math.floor(sentAt.getTime() / 1000)}`,
    'webhook-signature': new Webhook(delivery.secret).sign(delivery.id, sentAt, body),
  };
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const ownLookup = receiverLookup(receivers);
  const lookup = ownLookup ? { lookup: ownLookup } : {};
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, signal, agent: false, ...lookup }, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`the receiver answered ${status}`));
    });
    request.on('error', (error) =>
      reject(signal.aborted ? new Error(`no answer within ${TIMEOUT_MS / 1000} s`) : error),
    );
    request.end(body);
  });
}
