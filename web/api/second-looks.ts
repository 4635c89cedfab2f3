import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { secondLook, type secondLookVerdict } from '../../schemas/policy.ts';
import { getJson, postJson } from './request.ts';

/** Looks listed at once; the page says where there are more. */
export const LOOKS_LISTED = 200;
const PAUSE_MS = 8000;

export const secondLooksQuery = queryOptions({
  queryKey: ['second-looks'],
  queryFn: ({ signal }) =>
    getJson(`/v1/second-looks?limit=${LOOKS_LISTED}`, z.object({ items: z.array(secondLook) }), signal),
  refetchInterval: PAUSE_MS,
});

export const decideSecondLook = (caseId: string, verdict: z.infer<typeof secondLookVerdict>) =>
  postJson(`/v1/second-looks/${encodeURIComponent(caseId)}`, verdict, z.object({ caseId: z.string() }));
