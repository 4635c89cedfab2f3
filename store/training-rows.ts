import { DocketError } from '../schemas/errors.ts';
import { ticketText } from '../schemas/ticket-text.ts';
import type { DocumentRow, LeftOutRow, TicketRow, TrainingRow } from '../schemas/training-row.ts';
import type { Page } from '../schemas/words.ts';
import type { BlobStore } from './blobs/port.ts';
import type { DecidedCase } from './decided-cases.ts';
import { storedPart } from './stored-reading.ts';
import { vouchedValues } from './vouched-values.ts';

/**
 * What a person decided on a case, as a row that training reads; where the case teaches nothing, the row says why.
 * @throws DocketError `unavailable.blobs`
 */
export async function trainingRow(blobs: BlobStore, decided: DecidedCase): Promise<TrainingRow> {
  try {
    return decided.arrival.kind === 'ticket' ? ticketRow(decided) : await documentRow(blobs, decided);
  } catch (error) {
    if (!(error instanceof DocketError) || error.retry) throw error;
    return leftOut(decided, error);
  }
}

export const isLeftOut = (row: TrainingRow): row is LeftOutRow => 'error' in row;

function verdictOf({ outcome, corrections }: DecidedCase): TrainingRow['verdict'] {
  if (outcome.kind === 'refused' || outcome.result.status === 'rejected') return 'rejected';
  return corrections.length === 0 ? 'confirmed' : 'corrected';
}

function leftOut(decided: DecidedCase, { code, message }: DocketError): LeftOutRow {
  const { caseId: id, origin, arrival } = decided;
  return { case: arrival.kind, id, origin, verdict: verdictOf(decided), error: { code, message } };
}

function decidedOf(decided: DecidedCase) {
  const { caseId: id, origin, reviewer, at, outcome, corrections } = decided;
  const verdict = verdictOf(decided);
  const reasons = outcome.kind === 'refused' ? outcome.reasons : outcome.result.reasons;
  const reason = reasons.findLast(({ code }) => code === 'review.rejected')?.message;
  return {
    id,
    origin,
    verdict,
    reviewer,
    at,
    ...(reason === undefined ? {} : { reason }),
    models: outcome.kind === 'refused' ? [] : outcome.decision.models,
    corrections: corrections.map(({ path, before, after, beforeSource }) => ({ path, before, after, beforeSource })),
  };
}

function ticketRow(decided: DecidedCase): TicketRow {
  const { caseId, arrival, outcome, corrections } = decided;
  if (arrival.kind !== 'ticket' || outcome.kind !== 'ticket')
    throw new DocketError(
      'internal.unexpected',
      `Case ${caseId} is a ${arrival.kind} with an outcome of a ${outcome.kind}`,
    );
  const { intent, priority } = outcome.result;
  const facts = decidedOf(decided);
  const corrected = corrections.findLast(({ path }) => path === 'intent');
  const label = facts.verdict === 'rejected' ? '' : corrected ? (corrected.after ?? '') : intent.label;
  const { impact, urgency } = priority;
  return {
    case: 'ticket',
    desk: arrival.ticket.desk,
    text: ticketText(arrival.ticket),
    label,
    impact,
    urgency,
    ...facts,
  };
}

async function documentRow(blobs: BlobStore, decided: DecidedCase): Promise<DocumentRow> {
  const { caseId, arrival, outcome, origin, corrections } = decided;
  if (arrival.kind !== 'document' || outcome.kind !== 'document')
    throw new DocketError(
      'internal.unexpected',
      `Case ${caseId} is a ${arrival.kind} with an outcome of a ${outcome.kind}`,
    );
  const { result, reading } = outcome;
  const pages: Page[] = reading ? (await storedPart(blobs, { reading, part: arrival.part })).part.pages : [];
  if (!pages.some(({ words }) => words.length > 0))
    throw new DocketError(
      'training.no-words',
      `Case ${caseId} has no words: ${arrival.fileName} was not read from a page`,
    );
  const facts = decidedOf(decided);
  const nothing = { truth: {}, places: {}, absent: [] };
  const vouched = facts.verdict === 'rejected' ? nothing : vouchedValues(result, origin, corrections);
  const { fileName } = arrival;
  const { kind, language } = result;
  return { case: 'document', fileName, kind, language, pages, ...vouched, ...facts };
}
