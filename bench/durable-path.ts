import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { caseSummary } from '../schemas/case.ts';
import { startBenchService } from './bench-service.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { costOver, type Figures, sideBySide, timed } from './measure.ts';
import { DESK } from './models.ts';
import type { BenchContext, Part } from './part.ts';
import type { Section } from './report.ts';
import { invoicePage, tickets } from './samples.ts';
import { ServiceCases, spanOf } from './service-cases.ts';

const ROUNDS = 5;
const CONCURRENT = 16;
const BULK = 200;
const bulkAnswer = z.object({ items: z.array(z.object({ row: z.number(), id: z.string() })) });
const documentsAnswer = z.object({ items: z.array(caseSummary).min(1) });

/** Cases through the running service, from arrival to result, beside the inference that each holds. */
export const durablePath: Part = {
  name: 'durable',
  async *sections(context) {
    const service = await startBenchService();
    try {
      const cases = new ServiceCases(service);
      yield await ticketsDurably(context, cases);
      if (context.models.hasDocuments) yield await invoicesDurably(context, cases);
    } finally {
      await service.stop();
    }
  },
};

async function ticketsDurably({ models, rounds }: BenchContext, cases: ServiceCases): Promise<Section> {
  const specialist = await models.desk();
  const send = async (text: string) => {
    const ticket = JSON.stringify({ desk: DESK, text: `${text} ${randomUUID().slice(0, 4)}` });
    return cases.settled((await cases.post('/v1/tickets', 'application/json', ticket, caseSummary)).id);
  };
  const bulk = async () => {
    const rows = tickets(BULK).map((text) => JSON.stringify({ desk: DESK, text }));
    const { items } = await cases.post('/v1/tickets/bulk', 'application/x-ndjson', rows.join('\n'), bulkAnswer);
    const settled = [];
    for (const { id } of items) settled.push(await cases.settled(id));
    return spanOf(settled) / BULK;
  };
  const contenders = {
    'inference alone, 1 ticket': () => timed(1, () => specialist.triage(tickets(1))),
    'service, 1 ticket': async () => spanOf([await send('my card was stolen')]),
    [`inference alone, ${BULK} tickets`]: () => timed(BULK, () => specialist.triage(tickets(BULK))),
    [`service, ${CONCURRENT} tickets at once`]: async () =>
      spanOf(await Promise.all(tickets(CONCURRENT).map(send))) / CONCURRENT,
    [`service, ${BULK} tickets in bulk`]: bulk,
  };
  const figures: Record<string, Figures> = await sideBySide(contenders, rounds(ROUNDS));
  const ratio = (a: string, b: string) => costOver(figures[a], figures[b]);
  return {
    title: `Tickets through the durable path: ${DESK}, arrival to decision`,
    unit: 'a ticket',
    limit: `inference alone, ${BULK} tickets`,
    figures,
    ratios: {
      durable_over_inference_ticket: ratio('service, 1 ticket', 'inference alone, 1 ticket'),
      durable_over_inference_concurrent: ratio(
        `service, ${CONCURRENT} tickets at once`,
        `inference alone, ${BULK} tickets`,
      ),
      durable_over_inference_bulk: ratio(`service, ${BULK} tickets in bulk`, `inference alone, ${BULK} tickets`),
    },
    notes: ['The service runs on this machine beside the bench and shares its cores.'],
  };
}

async function invoicesDurably({ models, rounds }: BenchContext, cases: ServiceCases): Promise<Section> {
  const specialist = await models.documents();
  const page = invoicePage();
  const send = async () => {
    const pdf = invoicePdf(randomUUID());
    const { items } = await cases.post('/v1/documents', 'application/pdf', pdf, documentsAnswer, 'invoice.pdf');
    return Promise.all(items.map(({ id }) => cases.settled(id)));
  };
  const contenders = {
    'inference alone, 1 invoice': () => timed(1, () => specialist.extract([page])),
    'service, 1 invoice PDF': async () => spanOf(await send()),
    'service, 4 invoice PDFs at once': async () =>
      spanOf((await Promise.all([send(), send(), send(), send()])).flat()) / 4,
  };
  const figures = await sideBySide(contenders, rounds(ROUNDS));
  const ratio = (name: keyof typeof contenders) => costOver(figures[name], figures['inference alone, 1 invoice']);
  return {
    title: 'An invoice through the durable path: PDF with text layer, arrival to decision',
    unit: 'an invoice',
    limit: 'inference alone, 1 invoice',
    figures,
    ratios: {
      durable_over_inference_invoice: ratio('service, 1 invoice PDF'),
      durable_over_inference_invoice_concurrent: ratio('service, 4 invoice PDFs at once'),
    },
    notes: [],
  };
}
