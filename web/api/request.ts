import type { z } from 'zod';
import { Problem, problemFrom, unreachable } from './problem.ts';

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((error: Error) => {
    if (error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!response.ok) throw problemFrom(response.status, await response.text());
  return response;
}

/** GET with the answer held against its contract. @throws Problem */
export async function getJson<T>(path: string, contract: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) });
  return matched(contract, await response.json(), path);
}

/** POST of JSON with the answer held against its contract. @throws Problem */
export function postJson<T>(
  path: string,
  body: unknown,
  contract: z.ZodType<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  return sendJson('POST', path, body, contract, headers);
}

/** PUT of JSON with the answer held against its contract. @throws Problem */
export function putJson<T>(path: string, body: unknown, contract: z.ZodType<T>): Promise<T> {
  return sendJson('PUT', path, body, contract, {});
}

async function sendJson<T>(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  contract: z.ZodType<T>,
  headers: Record<string, string>,
): Promise<T> {
  const response = await send(path, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return matched(contract, await response.json(), path);
}

/** DELETE; with `keepalive` it goes out although the page is being left. @throws Problem */
export async function remove(path: string, { keepalive = false }: { keepalive?: boolean } = {}): Promise<void> {
  await send(path, { method: 'DELETE', keepalive });
}

export function matched<T>(contract: z.ZodType<T>, body: unknown, path: string): T {
  const parsed = contract.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'its root'}: ${issue.message}`;
  throw new Problem(
    200,
    'answer.unexpected',
    `The answer of ${path} does not match this page${where}.`,
    'Reload the page; it may be older than the service.',
  );
}
