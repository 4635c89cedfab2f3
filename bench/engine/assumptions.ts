import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What nobody measures here: the load, what documents are like, prices. In US dollars, round, to be replaced by one's own. */
const names = [
  'documentsPerDay',
  'scannedShare',
  'peakFactor',
  'utilisation',
  'coreFactor',
  'documentKilobytes',
  'scanKilobytes',
  'keptMonths',
  'temporalDays',
  'walDays',
  'databaseCopies',
  'machineCores',
  'spareMachines',
  'machineMonth',
  'gpuDocumentsPerSecond',
  'gpuMachineMonth',
  'volumeGigabyteMonth',
  'blobGigabyteMonth',
  'blobPutsThousand',
] as const;
export type AssumptionName = (typeof names)[number];

const table = z.record(z.enum(names), z.object({ value: z.number().nonnegative(), unit: z.string(), why: z.string() }));
/** Each assumption with its unit and where it comes from. */
export type AssumptionTable = z.infer<typeof table>;
export type Assumptions = Record<AssumptionName, number>;

export const ASSUMPTIONS_FILE = join(import.meta.dirname, 'assumptions.json');

/** @throws ZodError that names what is missing or no number */
export const readAssumptions = (file: string): AssumptionTable => table.parse(JSON.parse(readFileSync(file, 'utf8')));

export const valuesOf = (assumptions: AssumptionTable): Assumptions =>
  Object.fromEntries(names.map((name) => [name, assumptions[name].value])) as Assumptions;
