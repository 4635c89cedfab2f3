import { type Order, order, type Report } from './messages.ts';
import { type OpenedModel, openGguf } from './opened-model.ts';

/** One model, loaded once, that answers one question after the other. Ends with the process that started it. */
const running = new Map<number, AbortController>();
let opened: Promise<OpenedModel> | null = null;
let last: Promise<void> = Promise.resolve();

const send = (message: Report): void => void process.send?.(message);
const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function open({ path, contextTokens, threads }: Extract<Order, { kind: 'open' }>): Promise<void> {
  try {
    opened = openGguf(path, contextTokens, threads);
    send({ kind: 'open', contextTokens: (await opened).contextTokens });
  } catch (error) {
    send({ kind: 'broken', problem: problemOf(error) });
  }
}

async function complete({ id, messages, schema, maxTokens }: Extract<Order, { kind: 'complete' }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  await last;
  try {
    controller.signal.throwIfAborted();
    if (opened === null) throw new Error('no model was opened');
    const answer = await (await opened).complete(messages, schema, maxTokens, controller.signal);
    send({ kind: 'completed', id, ...answer });
  } catch (error) {
    send({ kind: 'failed', id, problem: problemOf(error) });
  } finally {
    running.delete(id);
  }
}

process.on('message', (message) => {
  const given = order.parse(message);
  if (given.kind === 'open') void open(given);
  else if (given.kind === 'cancel') running.get(given.id)?.abort();
  else last = complete(given);
});
process.once('disconnect', () => process.exit(0));
