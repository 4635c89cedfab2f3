import { ROOT_CONTEXT, type SpanContext, SpanStatusCode, trace } from '@opentelemetry/api';
import { DocketError } from '../../schemas/errors.ts';

type Run<Item, Answer> = (items: readonly Item[]) => Promise<(Answer | DocketError)[]>;

/**
 * A batch holds jobs of many traces, so it has a span of its own, linked to the spans of its jobs; in
 * the trace of each job a span of the same time, linked to the batch, says when it was run.
 */
export class BatchSpans<Item extends object, Answer> {
  readonly #model: string;
  readonly #run: Run<Item, Answer>;
  readonly #jobs = new WeakMap<Item, SpanContext>();
  readonly #tracer = trace.getTracer('docket');

  constructor(model: string, run: Run<Item, Answer>) {
    this.#model = model;
    this.#run = run;
  }

  /** Notes the span that is active here as that of the item's job. @returns the item */
  follow(item: Item): Item {
    const job = trace.getActiveSpan()?.spanContext();
    if (job) this.#jobs.set(item, job);
    return item;
  }

  readonly run: Run<Item, Answer> = async (items) => {
    const links = items.flatMap((item) => this.#jobs.get(item) ?? []).map((context) => ({ context }));
    const attributes = { 'docket.model': this.#model, 'messaging.batch.message_count': items.length };
    const batch = this.#tracer.startSpan(`batch ${this.#model}`, { root: true, attributes, links });
    const batchLinks = [{ context: batch.spanContext() }];
    const inJobs = items.map((item) => {
      const job = this.#jobs.get(item);
      if (!job) return undefined;
      const parent = trace.setSpanContext(ROOT_CONTEXT, job);
      return this.#tracer.startSpan(`infer ${this.#model}`, { attributes, links: batchLinks }, parent);
    });
    const answers = await this.#run(items);
    inJobs.forEach((span, index) => {
      const answer = answers[index];
      if (answer instanceof DocketError) {
        span?.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', answer.code);
      }
      span?.end();
    });
    batch.end();
    return answers;
  };
}
