import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReadLimits } from '../../reading/read-document.ts';
import { packageRoot } from '../../schemas/package-root.ts';

export const limits: ReadLimits = {
  maxBytes: 50 * 1024 * 1024,
  maxPages: 200,
  maxPixels: 40_000_000,
  maxFiles: 100,
  maxUnpackedBytes: 200 * 1024 * 1024,
  timeoutMs: 120_000,
  memoryMb: 1536,
};

const folder = join(packageRoot, '..', 'shared', 'data');
const texts = z.record(z.string(), z.string());

const documentRow = z.object({
  id: z.string(),
  file: z.string().nullable(),
  words: z.string().nullable(),
  kind: z.string(),
  ambiguous: z.array(z.string()).default([]),
  truth: z.looseObject({ lines: z.array(texts).default([]), taxes: z.array(texts).default([]) }),
});
export type DocumentRow = z.infer<typeof documentRow>;

export const sharedFile = (path: string): Buffer => readFileSync(join(folder, path));

export function documentRows(set: string): DocumentRow[] {
  const lines = sharedFile(`${set}/documents.jsonl`).toString('utf8').trim().split('\n');
  return lines.map((line) => documentRow.parse(JSON.parse(line)));
}
