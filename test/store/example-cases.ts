import type { DocumentArrival, Outcome, TicketArrival } from '../../schemas/case.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { markProcessing } from '../../store/starts.ts';

export const producer = { name: 'banking77', version: '1.0.0', sha256: 'b'.repeat(64) };

export function ticketArrival(text = 'My card has not arrived', desk = 'banking77'): TicketArrival {
  return { kind: 'ticket', ticket: { desk, text } };
}

export function documentArrival(fileName = 'invoice.pdf'): DocumentArrival {
  const blob = { sha256: 'a'.repeat(64), bytes: 3, mediaType: 'application/pdf' };
  return { kind: 'document', fileName, blob, part: 1, parentId: null };
}

/** A case that a workflow works on. */
export async function openCase(
  db: Database,
  arrival: TicketArrival | DocumentArrival = ticketArrival(),
): Promise<string> {
  const { summary } = await createCase(db, { arrival, actor: 'key:test' });
  await markProcessing(db, summary.id, { workflowId: `case-${summary.id}`, runId: 'run-1' });
  return summary.id;
}

export function ticketOutcome(status: 'accepted' | 'review' | 'rejected'): Extract<Outcome, { kind: 'ticket' }> {
  return {
    kind: 'ticket',
    result: {
      status,
      desk: 'banking77',
      intent: {
        label: 'card_arrival',
        confidence: 0.97,
        accepted: true,
        source: 'specialist',
        by: producer,
        alternatives: [],
      },
      topic: 'card_arrival',
      language: 'en',
      priority: {
        level: 'normal',
        impact: 'one-person',
        urgency: 'normal',
        reason: 'impact one-person × urgency normal',
        source: 'rule',
      },
      entities: [],
      outOfScope: false,
      oosScore: -4.25,
      findings: [],
      reasons: status === 'accepted' ? [] : [{ code: 'confidence.low', message: 'intent is below its threshold' }],
    },
    decision: { schemaVersion: '1', build: 'c'.repeat(64), models: [producer], thresholds: {}, escalations: [] },
  };
}
