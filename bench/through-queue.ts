import { costOver, type Figures, sideBySide, timed } from './measure.ts';
import { DESK } from './models.ts';
import type { BenchContext, Part } from './part.ts';
import { startQueueService } from './queue-service.ts';
import type { Section } from './report.ts';
import { tickets } from './samples.ts';

const ROUNDS = 10;
const MANY = 64;

/** The specialist called directly, and the same texts as jobs through Redis and the blob store. */
async function ticketsThroughQueue({ models, rounds }: BenchContext): Promise<Section> {
  const specialist = await models.desk();
  const service = await startQueueService();
  const job = service.serve(specialist);
  const contenders = {
    'specialist, 1 text': () => timed(1, () => specialist.triage(tickets(1))),
    'queue, 1 job of 1 text': () => timed(1, () => job(tickets(1))),
    [`specialist, ${MANY} texts`]: () => timed(MANY, () => specialist.triage(tickets(MANY))),
    [`queue, ${MANY} jobs of 1 text`]: () => timed(MANY, () => Promise.all(tickets(MANY).map((text) => job([text])))),
    [`queue, 1 job of ${MANY} texts`]: () => timed(MANY, () => job(tickets(MANY))),
  };
  try {
    const figures: Record<string, Figures> = await sideBySide(contenders, rounds(ROUNDS));
    const ratio = (a: string, b: string) => costOver(figures[a], figures[b]);
    return {
      title: `Inference through the queue: ${DESK}, Redis ${service.how}`,
      unit: 'a text',
      limit: `specialist, ${MANY} texts`,
      figures,
      ratios: {
        queue_over_inference_single: ratio('queue, 1 job of 1 text', 'specialist, 1 text'),
        queue_over_inference_many_jobs: ratio(`queue, ${MANY} jobs of 1 text`, `specialist, ${MANY} texts`),
        queue_over_inference_bulk_job: ratio(`queue, 1 job of ${MANY} texts`, `specialist, ${MANY} texts`),
      },
      notes: [],
    };
  } finally {
    await service.stop();
  }
}

/** The same inference behind the queue. */
export const throughQueue: Part = {
  name: 'queue',
  async *sections(context) {
    yield await ticketsThroughQueue(context);
  },
};
