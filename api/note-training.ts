import type { Logger } from 'pino';
import type { DeskTraining } from '../schemas/desk-training.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';

/** A trained version can decide cases: the chain keeps who trained it and whether it serves. */
export function noteTraining(db: Database, training: DeskTraining, log: Logger): void {
  const { id, name, fileName, actor, status } = training;
  log.info({ id, name, fileName, status }, 'a training has ended');
  if (training.status !== 'trained') return;
  const { version, report, comparison } = training;
  const body = {
    name,
    version,
    fileName,
    rows: report.rows,
    accuracy: report.accuracy.value,
    serves: comparison?.serves ?? true,
    champion: comparison?.champion ?? null,
  };
  db.transaction((tx) => appendAudit(tx, { actor, action: 'desk.trained', caseId: null, body })).catch((err) =>
    log.error({ err, id }, 'a training was not noted in the audit chain'),
  );
}
