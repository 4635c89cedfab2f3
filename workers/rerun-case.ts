import { DocketError } from '../schemas/errors.ts';
import { getCase } from '../store/cases.ts';
import type { Rerun, RerunParts } from './recorded-models.ts';
import { rerunDocument } from './rerun-document.ts';
import { rerunTicket } from './rerun-ticket.ts';

/**
 * Runs the recorded model versions on what is stored of a case and compares every value, its confidence and its place.
 * @throws DocketError `request.not-found`, `audit.no-history` before a decision, `model.unknown` or `model.invalid`
 *   where the recorded weights are not installed
 */
export async function rerunCase(parts: RerunParts, caseId: string): Promise<Rerun> {
  const found = await getCase(parts.db, caseId);
  if (!found) throw new DocketError('request.not-found', `There is no case ${caseId}`);
  const { arrival, outcome } = found;
  if (!outcome) throw new DocketError('audit.no-history', `Case ${caseId} has not been decided yet`);
  if (outcome.kind === 'refused') return { caseId, models: [], values: [], leftOut: [] };
  if (outcome.kind === 'document' && arrival.kind === 'document')
    return { caseId, ...(await rerunDocument(parts, { ...found, arrival }, outcome)) };
  if (outcome.kind === 'ticket' && arrival.kind === 'ticket')
    return { caseId, ...(await rerunTicket(parts, arrival.ticket, outcome)) };
  throw new DocketError(
    'internal.unexpected',
    `Case ${caseId} is a ${arrival.kind} with the outcome of a ${outcome.kind}`,
  );
}
