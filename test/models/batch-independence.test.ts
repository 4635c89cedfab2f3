import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { readsDocuments } from '../../models/reads-documents.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Triage } from '../../schemas/ticket.ts';
import { wordsDocument } from '../../schemas/words.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const registry = openRegistry();
const sessions = openSessions({ providers: 'cpu', threads: 2 });
after(() => sessions.close());

const rows = (path: string): Record<string, unknown>[] =>
  readFileSync(new URL(path, data), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A sum over one row alone may run in another order than over several: the last bits of a score, never a decision. */
const LAST_BITS = 1e-6;

function assertSameDecision(alone: Triage | undefined, together: Triage | undefined): void {
  const decision = (answer: Triage | undefined) => [answer?.label.label, answer?.label.accepted, answer?.outOfScope];
  assert.deepEqual(decision(alone), decision(together));
  const difference = Math.abs((alone?.label.confidence ?? 0) - (together?.label.confidence ?? 1));
  assert.ok(difference < LAST_BITS, `confidence differs by ${difference}`);
}

describe('with the weights that ship, an answer does not depend on its batch', () => {
  const desks = registry.list().filter((card) => card.task === 'text-classification');
  assert.ok(desks.length > 0, 'no ticket specialist is installed');
  const tickets = ['intents-clinc-oos', 'intents-banking77', 'tickets-gitbugs'].flatMap((set) =>
    rows(`${set}/tickets.jsonl`)
      .slice(0, 20)
      .map((row) => String(row.text)),
  );
  for (const { name } of desks) {
    it(`${name}: alone, with others and in another order`, async () => {
      const specialist = await openTicketSpecialist(registry, sessions, name);
      const together = await specialist.triage(tickets);
      const backwards = (await specialist.triage(tickets.toReversed())).toReversed();
      assert.deepEqual(backwards, together);
      for (const [index, text] of tickets.entries()) {
        if (index % 4 === 0) assertSameDecision((await specialist.triage([text]))[0], together[index]);
      }
    });
  }

  const documents = registry.list().filter(readsDocuments);
  for (const { name } of documents) {
    it(`${name}: alone and among other documents`, async () => {
      const specialist = await openDocumentSpecialist(registry, sessions, name);
      const requests = rows('receipts-sroie/documents.jsonl')
        .filter((row) => typeof row.words === 'string')
        .slice(0, 5)
        .map((row) => {
          const content = readFileSync(new URL(`receipts-sroie/${String(row.words)}`, data), 'utf8');
          return wordsDocument.parse(JSON.parse(content));
        });
      const together = await specialist.extractBatch([...requests, { pages: [] }]);
      for (const [index, { pages }] of requests.entries()) {
        assert.deepEqual(await specialist.extract(pages), together[index]);
      }
      const empty = together.at(-1);
      assert.equal(empty instanceof DocketError && empty.code, 'reading.no-text');
    });
  }
});
