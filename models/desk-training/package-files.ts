import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type DeskReport, deskReport } from '../../schemas/desk-report.ts';
import { type Comparison, comparison } from '../../schemas/serving.ts';

/** What lies in the package of a user's desk beside its model. */
const REPORT = 'report.json';
const COMPARISON = 'comparison.json';
const LEARNED = 'learned.json';

export type DeskFacts = { report: DeskReport; comparison: Comparison | null; learned: readonly string[] };

export async function writeFacts(folder: string, { report, comparison: against, learned }: DeskFacts): Promise<void> {
  await writeFile(join(folder, REPORT), `${JSON.stringify(report, null, 2)}\n`);
  if (against !== null) await writeFile(join(folder, COMPARISON), `${JSON.stringify(against, null, 2)}\n`);
  await writeFile(join(folder, LEARNED), JSON.stringify(learned));
}

/** The facts that a package states; null where it has none, as those that ship. */
export const readReport = (folder: string) => readFact(folder, REPORT, deskReport);
export const readComparison = (folder: string) => readFact(folder, COMPARISON, comparison);
export const readLearned = (folder: string): ReadonlySet<string> | null => {
  const hashes = readFact(folder, LEARNED, z.array(z.string()));
  return hashes === null ? null : new Set(hashes);
};

function readFact<T>(folder: string, file: string, schema: z.ZodType<T>): T | null {
  const path = join(folder, file);
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}
