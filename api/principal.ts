import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { DocketError } from '../schemas/errors.ts';
import type { Database } from '../store/database.ts';
import { findApiKey, type Scope, scopes } from '../store/keys.ts';
import { findSession } from '../store/sessions.ts';

/** Who calls: a program with a key, or a person with a session. `actor` is what the audit chain keeps. */
export interface Principal {
  kind: 'key' | 'session';
  actor: string;
  name: string;
  scopes: readonly Scope[];
}

/** One person, as locks tell them apart: a session is one, a key may speak for several by their names. */
export const holderOf = ({ kind, actor }: Principal, reviewer: string): string =>
  kind === 'session' ? actor : `${actor} ${reviewer}`;

export const SESSION_COOKIE = 'docket_session';

/** @throws DocketError `request.unauthorized` without a valid key or session */
export async function principalOf(db: Database, request: FastifyRequest): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return byKey(db, authorization);
  const session = request.cookies[SESSION_COOKIE];
  if (session === undefined) throw new DocketError('request.unauthorized', 'The request has no key and no session');
  const found = await findSession(db, session);
  if (found === null) throw new DocketError('request.unauthorized', 'The session has ended');
  return { kind: 'session', actor: `session:${found.id}`, name: 'web session', scopes };
}

async function byKey(db: Database, authorization: string): Promise<Principal> {
  const key = /^Bearer +([\w-]{1,200})$/i.exec(authorization)?.[1];
  const found = key === undefined ? null : await findApiKey(db, key);
  if (found === null) throw new DocketError('request.unauthorized', 'The key is unknown or was revoked');
  return { kind: 'key', actor: `key:${found.id}`, name: found.name, scopes: found.scopes };
}

/**
 * A cookie is sent by the browser whoever asked for the request, so a change by session must come from our own page.
 * @throws DocketError `request.forbidden` when it does not
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const ours = [`http://${host}`, `https://${host}`, publicUrl === null ? null : new URL(publicUrl).origin];
  const isOurs = origin === undefined ? site === 'same-origin' : ours.includes(origin);
  if (!isOurs || (site !== undefined && site !== 'same-origin')) {
    throw new DocketError('request.forbidden', 'A change by web session must come from the page of this service');
  }
}
