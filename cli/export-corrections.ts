import type { LeftOutRow } from '../schemas/training-row.ts';
import { type DecidedFilter, listDecided } from '../store/decided-cases.ts';
import { isLeftOut, trainingRow } from '../store/training-rows.ts';
import { withStore } from './open-store.ts';
import { openOutput } from './output.ts';

const CASES_A_PAGE = 100;

export interface Exported {
  /** By what the rows are, such as "tickets corrected in review". */
  rows: Map<string, number>;
  leftOut: LeftOutRow[];
}

/** Writes what people decided to a file, a case a line, and counts it. */
export function exportCorrections(path: string, filter: Omit<DecidedFilter, 'cursor' | 'limit'>): Promise<Exported> {
  return withStore(async ({ db, blobs }) => {
    const exported: Exported = { rows: new Map(), leftOut: [] };
    const output = openOutput(path);
    let cursor: string | undefined;
    do {
      const page = await listDecided(db, { ...filter, cursor, limit: CASES_A_PAGE });
      for (const decided of page.items) {
        const row = await trainingRow(blobs, decided);
        if (isLeftOut(row)) {
          exported.leftOut.push(row);
          continue;
        }
        await output.write(`${JSON.stringify(row)}\n`);
        const what = `${row.case}(s) ${row.verdict} in ${row.origin === 'review' ? 'review' : 'a second look'}`;
        exported.rows.set(what, (exported.rows.get(what) ?? 0) + 1);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    await output.close();
    return exported;
  });
}
