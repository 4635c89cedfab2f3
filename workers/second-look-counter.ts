import type { Logger } from 'pino';
import { isBroken, watched } from '../checks/bound/error-watch.ts';
import type { Outcome } from '../schemas/case.ts';
import { isVouchedFor } from '../schemas/document-bound.ts';
import type { ErrorWatch } from '../schemas/error-watch.ts';
import { valuesByPath } from '../schemas/values-by-path.ts';
import type { Database } from '../store/database.ts';
import { getOutcome } from '../store/outcomes.ts';
import { countLook, type DecidedLook, uncountedLooks, type Watched, type Watchers } from '../store/second-looks.ts';
import { type Loop, repeat } from './repeat.ts';

const PAUSE_MS = 500;
const LOOKS_A_ROUND = 50;
/** Where a decision names no bound of its own. */
const ALPHA = 0.02;
const DELTA = 0.05;

/** Takes decided second looks into the watches over each desk's bounds, which raise the alarms. */
export function startSecondLookCounter({ db, log }: { db: Database; log: Logger }): Loop {
  return repeat('second-look-counter', () => countSecondLooks(db), PAUSE_MS, log);
}

export async function countSecondLooks(db: Database): Promise<{ more: boolean }> {
  const looks = await uncountedLooks(db, LOOKS_A_ROUND);
  for (const look of looks) await count(db, look);
  return { more: looks.length === LOOKS_A_ROUND };
}

async function count(db: Database, look: DecidedLook): Promise<void> {
  const outcome = await getOutcome(db, look.caseId);
  const { alpha, delta, accepted } = outcome ? claimOf(outcome) : { alpha: ALPHA, delta: DELTA, accepted: [] };
  const wrong = look.wrong.filter((path) => accepted.includes(path)).length;
  const error = accepted.length === 0 ? 0 : wrong / accepted.length;
  await countLook(db, look, {
    values: (before) => goOn(before, error, { alpha, delta }),
    documents: outcome && overDocuments(outcome, look.wrong),
  });
}

function goOn(before: ErrorWatch, error: number, { alpha, delta }: { alpha: number; delta: number }): Watched {
  const watch = watched(before, error, alpha);
  return { watch, isBroken: isBroken(watch, delta) };
}

/** A document that passed by the bound on whole documents errs where a value that decides is wrong; others say nothing of it. */
function overDocuments(outcome: Outcome, wrong: readonly string[]): Watchers['documents'] {
  if (outcome.kind !== 'document') return null;
  const { documentBound: bound } = outcome.decision;
  if (!bound) return null;
  const values = valuesByPath(outcome.result);
  const errs = wrong.some((path) => {
    const evidence = values.get(path);
    return evidence !== undefined && isVouchedFor(bound, path, evidence);
  });
  return (before) => goOn(before, errs ? 1 : 0, bound);
}

/** What a decision claimed: the bound, and the values that a model read and the bound let pass. */
function claimOf(outcome: Outcome): { alpha: number; delta: number; accepted: string[] } {
  if (outcome.kind === 'refused') return { alpha: ALPHA, delta: DELTA, accepted: [] };
  const { alpha = ALPHA, delta = DELTA } = outcome.decision.thresholds['*'] ?? {};
  if (outcome.kind === 'ticket') return { alpha, delta, accepted: outcome.result.intent.accepted ? ['intent'] : [] };
  const values = [...valuesByPath(outcome.result)];
  const accepted = values.flatMap(([path, { accepted: passed, source }]) =>
    passed && source !== 'xml' && source !== 'human' ? [path] : [],
  );
  return { alpha, delta, accepted };
}
