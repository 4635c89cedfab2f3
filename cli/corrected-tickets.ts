import type { LabelledRow } from '../models/desk-training/labelled-row.ts';
import { listCorrectedTickets } from '../store/ticket-corrections.ts';
import { withStore } from './open-store.ts';

/** What people corrected on a desk, as labelled rows. */
export const correctedTickets = (desk: string): Promise<LabelledRow[]> =>
  withStore(async ({ db }) =>
    (await listCorrectedTickets(db, desk)).map(({ caseId, text, label }) => ({
      text,
      label,
      line: null,
      from: `case ${caseId}`,
    })),
  );
