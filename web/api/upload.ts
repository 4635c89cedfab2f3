import { z } from 'zod';
import { type CaseSummary, caseSummary } from '../../schemas/case.ts';
import { type Problem, problemFrom, unreachable } from './problem.ts';
import { matched } from './request.ts';

const created = z.looseObject({ items: z.array(caseSummary).min(1) });

/**
 * Sends one file with progress, which fetch does not report.
 * @param onProgress share of the bytes that were sent, 0 to 1
 * @throws Problem
 */
export function uploadDocument(
  file: File,
  options: { idempotencyKey: string; onProgress: (share: number) => void; signal: AbortSignal },
): Promise<CaseSummary[]> {
  return new Promise((resolve, reject: (problem: Problem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/documents');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', options.idempotencyKey);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      options.onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(unreachable()));
    request.addEventListener('load', () => {
      if (request.status < 200 || request.status >= 300)
        return reject(problemFrom(request.status, request.responseText));
      try {
        resolve(matched(created, JSON.parse(request.responseText), '/v1/documents').items);
      } catch (error) {
        reject(error as Problem);
      }
    });
    options.signal.addEventListener('abort', () => request.abort(), { once: true });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
