import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../schemas/config.ts';
import { DocketError, type ErrorCode, isErrorCode } from '../schemas/errors.ts';
import { serviceFile } from '../schemas/service-file.ts';

const problem = z.looseObject({ code: z.string(), detail: z.string().optional(), title: z.string().optional() });

function findService(): z.infer<typeof serviceFile> {
  const { DOCKET_URL: url, DOCKET_API_KEY: key } = process.env;
  if (url && key) return serviceFile.parse({ url, key });
  const path = process.env.DOCKET_SERVICE_FILE ?? join(parseConfig(process.env).DOCKET_DATA_DIR, 'service.json');
  if (!statSync(path, { throwIfNoEntry: false }))
    throw new DocketError(
      'unavailable.service',
      `No running service is known here (no ${path}, no DOCKET_URL and DOCKET_API_KEY).`,
    );
  return serviceFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

async function problemOf(response: Response): Promise<DocketError> {
  const body = problem.safeParse(await response.json().catch(() => null));
  const code: ErrorCode = body.success && isErrorCode(body.data.code) ? body.data.code : 'internal.unexpected';
  const message = body.success ? (body.data.detail ?? body.data.title) : undefined;
  return new DocketError(code, message ?? `The service answered ${response.status}.`);
}

/** Calls the running service. @throws DocketError of the problem it answers with, or `unavailable.service`. */
export async function callService(path: string, init: RequestInit = {}): Promise<Response> {
  const { url, key } = findService();
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(new URL(path, url), { ...init, headers }).catch((error: Error) => {
    throw new DocketError('unavailable.service', `The service at ${url} does not answer.`, { cause: error });
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Calls the service and reads its JSON answer against a contract. */
export async function askService<T>(path: string, contract: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const response = await callService(path, init);
  return contract.parse(await response.json());
}
