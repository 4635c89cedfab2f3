import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DocketError } from '../schemas/errors.ts';
import type { IdempotencyKey } from '../store/idempotency.ts';
import { callerOf } from './plugins/authentication.ts';

/**
 * The request's Idempotency-Key, bound to its caller, or null without one.
 * @param content what makes it this request: hashes and names of its files, or its body
 */
export function idempotencyOf(request: FastifyRequest, content: readonly string[]): IdempotencyKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new DocketError('request.invalid', 'Idempotency-Key: expected 1 to 200 visible ASCII characters');
  }
  const hash = createHash('sha256').update(JSON.stringify([request.method, request.routeOptions.url, ...content]));
  return { owner: callerOf(request).actor, key, requestHash: hash.digest('hex') };
}
