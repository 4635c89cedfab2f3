import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { caseSummary } from '../../schemas/case.ts';
import { caseWorkflowId } from '../../schemas/workflow-names.ts';
import { invoicePdf } from '../invoice-pdf.ts';
import { DESK } from '../models.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { tickets } from '../samples.ts';
import type { Stage } from './stage.ts';

const BULK = 200;
const summaries = z.object({ items: z.array(caseSummary).min(1) });
const bulkAnswer = z.object({ items: z.array(z.object({ id: z.string() })) });

interface HistorySize {
  events: number;
  bytes: number;
}

/** What Temporal keeps of a case: events, and bytes as the server counts them. */
export async function histories({ models }: BenchContext, { cases, temporal }: Stage): Promise<Section> {
  const sizeOf = async (workflowId: string): Promise<HistorySize> => {
    const { historyLength, historySize } = await temporal.workflow.getHandle(workflowId).describe();
    return { events: historyLength, bytes: historySize ?? Number.NaN };
  };
  const ratios: Record<string, number> = {};
  const add = (name: string, { events, bytes }: HistorySize, units = 1) => {
    ratios[`history_events_per_${name}`] = events / units;
    ratios[`history_bytes_per_${name}`] = bytes / units;
  };

  const ticket = JSON.stringify({ desk: DESK, text: tickets(1)[0] });
  const { id } = await cases.post('/v1/tickets', 'application/json', ticket, caseSummary);
  await cases.settled(id);
  add('ticket', await sizeOf(caseWorkflowId(id)));

  const rows = tickets(BULK).map((text) => JSON.stringify({ desk: DESK, text }));
  const { items } = await cases.post('/v1/tickets/bulk', 'application/x-ndjson', rows.join('\n'), bulkAnswer);
  await cases.allSettled();
  const sizes: HistorySize[] = [];
  for (const workflowId of await cases.workflowsOf(items.map((item) => item.id))) sizes.push(await sizeOf(workflowId));
  const sum = (count: (size: HistorySize) => number) => sizes.reduce((total, size) => total + count(size), 0);
  add('bulk_ticket', { events: sum(({ events }) => events), bytes: sum(({ bytes }) => bytes) }, BULK);

  if (models.hasDocuments) {
    const pdf = invoicePdf(randomUUID());
    const sent = await cases.post('/v1/documents', 'application/pdf', pdf, summaries, 'invoice.pdf');
    await cases.allSettled();
    add('document', await sizeOf(caseWorkflowId(sent.items[0]?.id ?? '')));
  }
  return {
    title: 'What the histories hold: references, never the bytes or the values of a document',
    unit: 'a case',
    limit: '',
    figures: {},
    ratios,
    notes: [`A bulk ticket: its share of the workflow of its batch of ${BULK}, and of those of the tickets in doubt.`],
  };
}
