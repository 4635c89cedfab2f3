import { decideTicket } from '../../checks/decide-ticket.ts';
import type { TicketInput } from '../../schemas/ticket.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';

const by = { name: 'banking77', version: '1.1.0', sha256: 'b'.repeat(64) };

/** A ticket decided by the real rules on a label of the given confidence. */
export async function seedTicket(db: Database, ticket: TicketInput, confidence: number): Promise<string> {
  const { summary } = await createCase(db, { arrival: { kind: 'ticket', ticket }, actor: 'key:test' });
  const thresholds = {
    '*': { threshold: 0.8, alpha: 0.05, delta: 0.1, n: 1003, groups: null, coverage: 0.92, population: 'validation' },
  };
  const { result, doubtful } = decideTicket({
    ticket,
    triage: {
      label: {
        label: 'card_payment_fee_charged',
        confidence,
        accepted: false,
        source: 'specialist',
        by,
        alternatives: [
          { label: 'card_payment_fee_charged', confidence },
          { label: 'lost_or_stolen_card', confidence: (1 - confidence) * 0.7 },
          { label: 'card_arrival', confidence: (1 - confidence) * 0.2 },
        ],
      },
      outOfScope: false,
      oosScore: -4.25,
    },
    thresholds,
    language: 'en',
  });
  await recordOutcome(db, {
    caseId: summary.id,
    state: doubtful ? 'review' : 'accepted',
    outcome: {
      kind: 'ticket',
      result,
      decision: { schemaVersion: '1', build: 'c'.repeat(64), models: [by], thresholds, escalations: [] },
    },
    actor: 'workflow',
    key: 'decided',
  });
  return summary.id;
}
