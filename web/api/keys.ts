import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { isoInstant } from '../../schemas/primitives.ts';
import { getJson, postJson, remove } from './request.ts';

export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

const apiKey = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), createdAt: isoInstant });
const newApiKey = z.looseObject({ id: z.string(), key: z.string() });

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => getJson('/v1/keys', z.object({ items: z.array(apiKey) }), signal),
});

/** The answer holds the key itself, which is never shown again. */
export const createKey = (key: { name: string; scopes: Scope[] }) => postJson('/v1/keys', key, newApiKey);
export const revokeKey = (id: string) => remove(`/v1/keys/${encodeURIComponent(id)}`);
