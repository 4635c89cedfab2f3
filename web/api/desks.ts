import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { deskPreview } from '../../schemas/desk-preview.ts';
import { deskTraining, deskVersion } from '../../schemas/desk-training.ts';
import { serving } from '../../schemas/serving.ts';
import { problemFrom, unreachable } from './problem.ts';
import { getJson, matched, postJson } from './request.ts';

/** While a training goes on. */
const POLL_MS = 500;

export const deskNamesQuery = queryOptions({
  queryKey: ['desks'],
  queryFn: ({ signal }) =>
    getJson('/v1/desks', z.object({ items: z.array(z.looseObject({ name: z.string() })) }), signal),
});

export const versionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['desks', name, 'versions'],
    queryFn: ({ signal }) =>
      getJson(`/v1/desks/${encodeURIComponent(name)}/versions`, z.object({ items: z.array(deskVersion) }), signal),
  });

export const trainingsQuery = queryOptions({
  queryKey: ['desk-trainings'],
  queryFn: ({ signal }) => getJson('/v1/desk-trainings', z.object({ items: z.array(deskTraining) }), signal),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ status }) => status === 'waiting' || status === 'running') ? POLL_MS : false,
});

export type TrainingWish = { file: File; name: string; corrections: boolean; leaveOutConflicts: boolean };

/** Sends the rows as they are; the answer is a training to ask for. @throws Problem */
export async function startTraining({ file, name, corrections, leaveOutConflicts }: TrainingWish) {
  const query = new URLSearchParams({
    name,
    fileName: file.name,
    corrections: String(corrections),
    leaveOutConflicts: String(leaveOutConflicts),
  });
  const path = `/v1/desk-trainings?${query}`;
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'text/csv', accept: 'application/json' },
    body: file,
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemFrom(response.status, await response.text());
  return matched(deskTraining, await response.json(), path);
}

export const promoteVersion = (name: string, version: string, force: boolean) =>
  postJson(`/v1/desks/${encodeURIComponent(name)}/serving`, { version, force }, serving);
export const rollBackDesk = (name: string) => postJson(`/v1/desks/${encodeURIComponent(name)}/rollback`, {}, serving);

/** Of these texts, or of none: of the `last` cases. */
export const previewDesk = (name: string, texts: readonly string[], last: number) =>
  postJson(`/v1/desks/${encodeURIComponent(name)}/preview`, texts.length > 0 ? { texts } : { last }, deskPreview);
