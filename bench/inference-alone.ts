import '../models/quiet-runtime.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { paddedWidth } from '../models/batch-plan.ts';
import type { Tensors } from '../models/tensor.ts';
import { paddedRows } from '../models/tensor.ts';
import { readTokenizer } from '../models/tokenizer.ts';
import { costOver, sideBySide, timed } from './measure.ts';
import { DESK } from './models.ts';
import type { BenchContext, Part } from './part.ts';
import type { Section } from './report.ts';
import { invoicePage, tickets } from './samples.ts';

const ROUNDS = 15;
const BATCH = 32;

/** Padded inputs of `rows` texts, made anew for each run since a pool takes their memory. */
function feedsOf(ids: readonly number[][], width: number): Tensors {
  const masks = ids.map((row) => row.map(() => 1));
  return { input_ids: paddedRows(ids, width, 0), attention_mask: paddedRows(masks, width, 0) };
}

/** The bare model in this thread, the same through the session pool, and the whole specialist from text to decision. */
async function ticketsAlone({ models, rounds }: BenchContext): Promise<Section> {
  const files = models.registry.files(DESK);
  const tokenizer = await readTokenizer(files, models.registry.card(DESK));
  const ids = tickets(BATCH).map((text) => tokenizer.encode(text, 128));
  const width = Math.max(...ids.map((row) => paddedWidth(row.length, 128)));
  const session = await InferenceSession.create(files.model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const specialist = await models.desk();
  const bare = async (rows: number[][]) => {
    const feeds = Object.entries(feedsOf(rows, width)).map(([name, { type, data, dims }]) => [
      name,
      type === 'int64' ? new Tensor('int64', data, dims) : new Tensor('float32', data, dims),
    ]);
    await session.run(Object.fromEntries(feeds));
  };
  const one = ids.slice(0, 1);
  const contenders = {
    'bare onnxruntime, 1 text': () => timed(1, () => bare(one)),
    'session pool, 1 text': () => timed(1, () => models.sessions.run(files.model, feedsOf(one, width))),
    'specialist, 1 text': () => timed(1, () => specialist.triage(tickets(1))),
    'bare onnxruntime, 32 texts': () => timed(BATCH, () => bare(ids)),
    'session pool, 32 texts': () => timed(BATCH, () => models.sessions.run(files.model, feedsOf(ids, width))),
    'specialist, 32 texts': () => timed(BATCH, () => specialist.triage(tickets(BATCH))),
  };
  const figures = await sideBySide(contenders, rounds(ROUNDS));
  await session.release();
  const ratio = (a: keyof typeof contenders, b: keyof typeof contenders) => costOver(figures[a], figures[b]);
  return {
    title: `Inference alone: ${DESK}, ${width} tokens a text, one core`,
    unit: 'a text',
    limit: 'bare onnxruntime, 32 texts',
    figures,
    ratios: {
      pool_over_bare_1: ratio('session pool, 1 text', 'bare onnxruntime, 1 text'),
      pool_over_bare_32: ratio('session pool, 32 texts', 'bare onnxruntime, 32 texts'),
      specialist_over_bare_1: ratio('specialist, 1 text', 'bare onnxruntime, 1 text'),
      specialist_over_bare_32: ratio('specialist, 32 texts', 'bare onnxruntime, 32 texts'),
    },
    notes: [],
  };
}

/** One page of an invoice: the model's windows alone, and with decoding to fields. */
async function documentsAlone({ models, rounds }: BenchContext): Promise<Section> {
  const specialist = await models.documents();
  const page = invoicePage();
  const contenders = {
    'specialist, 1 invoice': () => timed(1, () => specialist.extract([page])),
    'specialist, 8 invoices in one batch': () =>
      timed(8, () => specialist.extractBatch(Array.from({ length: 8 }, () => ({ pages: [page] })))),
  };
  const figures = await sideBySide(contenders, rounds(ROUNDS));
  return {
    title: `Inference alone: invoice, one page of ${page.words.length} words, one core`,
    unit: 'an invoice',
    limit: 'specialist, 8 invoices in one batch',
    figures,
    ratios: {
      invoice_1_over_batch_8: costOver(
        figures['specialist, 1 invoice'],
        figures['specialist, 8 invoices in one batch'],
      ),
    },
    notes: [],
  };
}

/** The models without a queue and without a workflow. */
export const inferenceAlone: Part = {
  name: 'alone',
  async *sections(context) {
    yield await ticketsAlone(context);
    if (context.models.hasDocuments) yield await documentsAlone(context);
  },
};
