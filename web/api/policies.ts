import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { DOCUMENTS, deskPolicy, type Policy } from '../../schemas/policy.ts';
import { getJson, putJson, remove } from './request.ts';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => getJson('/v1/policies', z.object({ items: z.array(deskPolicy) }), signal),
});

export const setPolicy = (desk: string, policy: Policy) =>
  putJson(`/v1/policies/${encodeURIComponent(desk)}`, policy, deskPolicy);
export const clearAlarm = (desk: string) => remove(`/v1/policies/${encodeURIComponent(desk)}/alarm`);
export const clearDocumentAlarm = () => remove(`/v1/policies/${DOCUMENTS}/document-alarm`);
