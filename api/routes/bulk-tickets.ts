import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import type { BatchCase } from '../../schemas/workflows.ts';
import { putJson } from '../../store/blobs/json.ts';
import { newId } from '../../store/id.ts';
import type { NewBatch } from '../../store/receive-cases.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idempotencyOf } from '../idempotency.ts';
import { callerOf } from '../plugins/authentication.ts';
import { receive } from '../receive.ts';
import { problemResponses } from '../responses.ts';
import { readTicketRows, type TicketRow } from '../ticket-rows.ts';

const ROWS_A_REQUEST = 10_000;
/** Tickets that share a workflow: two slices. */
const BATCH_SIZE = 200;

const answered = z.object({
  accepted: z.number().int(),
  refused: z.number().int(),
  items: z.array(
    z.union([
      z.object({ row: z.number().int(), id: z.string() }),
      z.object({
        row: z.number().int(),
        error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
      }),
    ]),
  ),
});

/** POST /v1/tickets/bulk: tickets as NDJSON, a ticket a line. */
export function bulkTicketRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const { maxBytes } = deps.limits;
  app.removeAllContentTypeParsers();
  for (const type of ['application/x-ndjson', 'application/jsonl', 'application/ndjson']) {
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: maxBytes },
      async (_: unknown, body: Buffer) => body,
    );
  }
  app.post(
    '/v1/tickets/bulk',
    {
      bodyLimit: maxBytes,
      schema: {
        tags: ['tickets'],
        summary: 'Send many tickets',
        description: `NDJSON: a ticket a line, at most ${ROWS_A_REQUEST}. Each line is answered by its number: a case, or what is wrong with it while the others go on.`,
        consumes: ['application/x-ndjson'],
        response: { 202: answered, ...problemResponses },
      },
    },
    async (request, reply) => {
      await deps.availability.require('database', 'temporal', 'redis');
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const rows = readTicketRows(body, deps.desks());
      if (rows.length === 0) throw new DocketError('request.invalid', 'The body holds no ticket');
      if (rows.length > ROWS_A_REQUEST) {
        throw new DocketError('request.too-large', `${rows.length} tickets; the limit is ${ROWS_A_REQUEST}`);
      }
      const placed = rows.map((row) => ({ ...row, id: newId() }));
      const { actor } = callerOf(request);
      const { cases, batches } = await planBatches(deps, placed, actor);
      const items = placed.map((row) => ('ticket' in row ? { row: row.row, id: row.id } : refusedRow(row)));
      const answer = { accepted: cases.length, refused: rows.length - cases.length, items };
      if (cases.length === 0) return reply.code(202).send(answer);
      const kept = await receive(
        deps,
        {
          cases,
          batches,
          idempotency: idempotencyOf(request, [createHash('sha256').update(body).digest('hex')]),
          answer: () => ({ status: 202, answer }),
        },
        request.log,
      );
      return reply.code(202).send(answered.parse(kept.answer));
    },
  );
}

function refusedRow({ row, problem }: Extract<TicketRow, { problem: DocketError }>) {
  return { row, error: { code: problem.code, message: problem.message, hint: problem.hint } };
}

/** Groups tickets by desk into batches, each with its blob of cases for the workflow. */
async function planBatches({ blobs }: ApiDependencies, rows: readonly (TicketRow & { id: string })[], actor: string) {
  const byDesk = Map.groupBy(
    rows.flatMap((row): BatchCase[] => ('ticket' in row ? [{ caseId: row.id, ticket: row.ticket }] : [])),
    ({ ticket }) => ticket.desk,
  );
  const batches: NewBatch[] = [];
  const cases = [];
  for (const [desk, tickets] of byDesk) {
    for (let from = 0; from < tickets.length; from += BATCH_SIZE) {
      const slice = tickets.slice(from, from + BATCH_SIZE);
      const batch = { id: newId(), desk, cases: await putJson(blobs, slice), count: slice.length };
      batches.push(batch);
      for (const { caseId: id, ticket } of slice) {
        cases.push({ id, arrival: { kind: 'ticket' as const, ticket }, actor, batchId: batch.id });
      }
    }
  }
  return { cases, batches };
}
