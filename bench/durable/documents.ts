import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { caseSummary } from '../../schemas/case.ts';
import { invoicePdf } from '../invoice-pdf.ts';
import { atMostAtOnce, costOver, leastTime, ratioOf, sideBySide, timed } from '../measure.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { invoicePage } from '../samples.ts';
import { CpuMeter, TOGETHER } from './cpu-meter.ts';
import type { Stage } from './stage.ts';

const ROUNDS = 5;
const AT_ONCE = 4;
const MANY = { full: 24, quick: 4 };
const BARE_AT_ONCE = 50;
const BARE = { full: 200, quick: 20 };

const documentsAnswer = z.object({ items: z.array(caseSummary).min(1) });

/** Digital invoices from arrival to decision, beside workflows with one activity that does nothing. */
export async function invoices({ models, quick, rounds }: BenchContext, stage: Stage): Promise<Section[]> {
  const { cases, bare } = stage;
  const [many, bareCount] = quick ? [MANY.quick, BARE.quick] : [MANY.full, BARE.full];
  const specialist = await models.documents();
  const page = invoicePage();
  const send = async () => {
    const pdf = invoicePdf(randomUUID());
    const { items } = await cases.post('/v1/documents', 'application/pdf', pdf, documentsAnswer, 'invoice.pdf');
    return items.map(({ id }) => id);
  };
  const single = async () => {
    for (const id of await send()) await cases.settled(id);
  };
  const names = {
    inference: 'inference alone, 1 invoice',
    bare: `bare, an ordinary activity, ${BARE_AT_ONCE} at once`,
    one: 'service, 1 invoice PDF',
    many: `service, invoice PDFs, ${AT_ONCE} at once`,
  };
  const meter = new CpuMeter();
  const contenders = {
    [names.inference]: meter.metered(names.inference, 1, () => timed(1, () => specialist.extract([page]))),
    [names.bare]: meter.metered(names.bare, bareCount, () =>
      timed(bareCount, () => atMostAtOnce(bareCount, BARE_AT_ONCE, () => bare.run('bareActivityWorkflow'))),
    ),
    [names.one]: () => timed(1, single),
    [names.many]: meter.metered(names.many, many, () =>
      timed(many, async () => {
        await atMostAtOnce(many, AT_ONCE, send);
        await cases.allSettled();
      }),
    ),
  };
  const figures = await sideBySide(contenders, rounds(ROUNDS));
  const cpu = meter.figures(names.many);
  const [total, readers, inference] = [cpu[TOGETHER], cpu.readers, cpu['inference worker']];
  const section: Section = {
    title: 'An invoice through the durable path: PDF with text layer, arrival to decision',
    unit: 'an invoice',
    limit: names.inference,
    figures,
    ratios: {
      documents_over_bare_activity_workflows: ratioOf(figures[names.bare], figures[names.many], {
        better: 'higher',
        goal: 0.8,
      }),
      ...(total && readers && inference
        ? {
            most_documents_over_bare_activity_workflows: ratioOf(
              figures[names.bare],
              leastTime([readers, inference], availableParallelism()),
              { better: 'higher' },
            ),
            share_of_readers_in_document_cpu: costOver(readers, total),
            share_of_inference_in_document_cpu: costOver(inference, total),
          }
        : {}),
      durable_over_inference_invoice: costOver(figures[names.one], figures[names.inference]),
      durable_over_inference_invoice_concurrent: costOver(figures[names.many], figures[names.inference]),
    },
    notes: [
      'The most that could be reached over bare workflows: were reading and inference all that is done, on every core without a pause.',
    ],
  };
  return [section, meter.section(names.many, `Where the time of an invoice goes: ${names.many}`, 'an invoice')];
}
