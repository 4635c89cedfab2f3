import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { deskPolicy, type Policy, type SecondLookVerdict, secondLook } from '../../schemas/policy.ts';
import { getJson, postJson, putJson, remove } from './request.ts';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => getJson('/v1/policies', z.object({ items: z.array(deskPolicy) }), signal),
});

export const secondLooksQuery = queryOptions({
  queryKey: ['second-looks'],
  queryFn: ({ signal }) => getJson('/v1/second-looks', z.object({ items: z.array(secondLook) }), signal),
});

export const setPolicy = (desk: string, policy: Policy) =>
  putJson(`/v1/policies/${encodeURIComponent(desk)}`, policy, deskPolicy);
export const clearAlarm = (desk: string) => remove(`/v1/policies/${encodeURIComponent(desk)}/alarm`);
export const sayLooked = (caseId: string, verdict: SecondLookVerdict) =>
  postJson(`/v1/second-looks/${encodeURIComponent(caseId)}`, verdict, z.object({ caseId: z.string() }));
