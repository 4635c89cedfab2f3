import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { auditEntry } from '../../schemas/audit.ts';
import { type CaseKind, type CaseState, caseDetail, caseSummary, settledStates } from '../../schemas/case.ts';
import type { Box } from '../../schemas/place.ts';
import { type RegionReading, regionReading } from '../../schemas/region.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import type { CaseOrder } from '../../schemas/review-queue.ts';
import { page } from '../../schemas/words.ts';
import { getJson, postJson, putJson, remove } from './request.ts';

export const casePageOf = z.object({ items: z.array(caseSummary), next: z.string().nullable() });
const wordsOfCase = z.object({ pages: z.array(page) });
const auditOfCase = z.object({ items: z.array(auditEntry) });

export interface CaseFilter {
  kind?: CaseKind | undefined;
  state?: CaseState | undefined;
  desk?: string | undefined;
  order?: CaseOrder | undefined;
  /** Only what nobody works on. */
  unlocked?: 'true' | undefined;
  /** Only one person's. */
  assignee?: string | undefined;
  /** Only one person's, and what is nobody's. */
  for?: string | undefined;
}

const PAGE_SIZE = 25;
/** Milliseconds between looks at a list: while something in it still moves, and at rest. */
const BUSY_MS = 1500;
const IDLE_MS = 8000;

const pathOf = (id: string) => `/v1/cases/${encodeURIComponent(id)}`;

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: String(PAGE_SIZE) });
      for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value);
      if (pageParam !== null) search.set('cursor', pageParam);
      return getJson(`/v1/cases?${search}`, casePageOf, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => {
      const moving = state.data?.pages.some(({ items }) => items.some((item) => !settledStates.includes(item.state)));
      return moving ? BUSY_MS : IDLE_MS;
    },
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => getJson(pathOf(id), caseDetail, signal),
    refetchInterval: ({ state }) => (state.data && settledStates.includes(state.data.state) ? IDLE_MS : BUSY_MS),
  });

/** The words of a document with their boxes; they never change, so they are asked for once. */
export const wordsQuery = (id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['case', id, 'words'],
    queryFn: ({ signal }) => getJson(`${pathOf(id)}/words`, wordsOfCase, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

export const auditQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'audit'],
    queryFn: ({ signal }) => getJson(`${pathOf(id)}/audit`, auditOfCase, signal),
  });

export const pageImagePath = (id: string, index: number): string => `${pathOf(id)}/pages/${index}.png`;
export const eventsPath = (id: string): string => `${pathOf(id)}/events`;

export function reviewCase(id: string, decision: ReviewDecision): Promise<unknown> {
  return postJson(`${pathOf(id)}/review`, decision, z.unknown());
}

/** Says whose a case is; null: nobody's. @throws Problem */
export const assignCase = (id: string, reviewer: string | null): Promise<unknown> =>
  reviewer === null ? remove(`${pathOf(id)}/assignee`) : putJson(`${pathOf(id)}/assignee`, { reviewer }, z.unknown());

/** What stands in a box on a page, in the page's units. @throws Problem */
export function readRegion(id: string, page: number, box: Box): Promise<RegionReading> {
  return postJson(`${pathOf(id)}/pages/${page}/read`, { box }, regionReading);
}
