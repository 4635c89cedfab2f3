import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ModelFile } from './language-model.ts';

export interface Answer {
  id: string;
  label: string;
  answer: string;
  ms: number;
}

export interface DeskResult {
  dataSha256: string;
  accuracy: number;
  /** Exact 95 % interval of the accuracy. */
  interval: [number, number];
  medianMs: number;
  rows: Answer[];
}

/** What `docket-train report` reads. */
export interface Results {
  model: ModelFile;
  runtime: string;
  machine: string;
  seed: number;
  desks: Record<string, DeskResult>;
}

/** The results of before, where they are of this model: a desk that is not asked again keeps its own. */
export function earlierDesks(path: string, model: ModelFile): Record<string, DeskResult> {
  if (!existsSync(path)) return {};
  const earlier: Results = JSON.parse(readFileSync(path, 'utf8'));
  return earlier.model.sha256 === model.sha256 ? earlier.desks : {};
}

export const writeResults = (path: string, results: Results): void =>
  writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
