import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { fp16Variant } from '../../models/fp16-variant.ts';
import { chooseProvider } from '../../models/provider-probe.ts';
import { readsDocuments } from '../../models/reads-documents.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions, type SessionPool } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { wordsDocument } from '../../schemas/words.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const TICKETS = 200;
const DOCUMENTS = 10;
/** Part of the answers whose decision may differ: those whose confidence stands at a bound. */
const DIFFERENT = 0.02;
const CONFIDENCE = 0.02;

const rows = (path: string): Record<string, unknown>[] =>
  readFileSync(new URL(path, data), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const provider = await chooseProvider('cuda,webgpu');
const notApplicable =
  provider === 'cpu' ? 'not applicable: neither CUDA nor WebGPU runs a model on this machine' : false;
const registry = openRegistry();

async function onBoth<Answer>(answer: (sessions: SessionPool) => Promise<Answer>): Promise<[Answer, Answer]> {
  const pools = [
    openSessions({ providers: 'cpu', threads: 1 }),
    openSessions({ providers: provider, threads: 1, variant: fp16Variant }),
  ] as const;
  try {
    return [await answer(pools[0]), await answer(pools[1])];
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

for (const { name } of registry.list().filter((card) => card.task === 'text-classification')) {
  test(`${name}: a GPU decides as the CPU does`, { skip: notApplicable }, async () => {
    const texts = rows('intents-banking77/tickets.jsonl')
      .slice(0, TICKETS)
      .map((row) => String(row.text));
    const [cpu, gpu] = await onBoth(async (sessions) =>
      (await openTicketSpecialist(registry, sessions, name)).triage(texts),
    );
    const different = cpu.filter((one, index) => {
      const other = gpu[index];
      return one.label.label !== other?.label.label || one.label.accepted !== other.label.accepted;
    });
    assert.ok(different.length <= DIFFERENT * texts.length, `${different.length} of ${texts.length} differ`);
    const far = cpu.filter(({ label }, index) => {
      const other = gpu[index]?.label;
      return label.label === other?.label && Math.abs(label.confidence - other.confidence) > CONFIDENCE;
    });
    assert.equal(far.length, 0);
  });
}

for (const { name } of registry.list().filter(readsDocuments)) {
  test(`${name}: a GPU reads what the CPU reads`, { skip: notApplicable }, async () => {
    const pages = rows('receipts-sroie/documents.jsonl')
      .filter((row) => typeof row.words === 'string')
      .slice(0, DOCUMENTS)
      .map((row) =>
        wordsDocument.parse(JSON.parse(readFileSync(new URL(`receipts-sroie/${row.words}`, data), 'utf8'))),
      );
    const [cpu, gpu] = await onBoth(async (sessions) => {
      const specialist = await openDocumentSpecialist(registry, sessions, name);
      return Promise.all(pages.map((document) => specialist.extract(document.pages)));
    });
    const valuesOf = (answers: typeof cpu) =>
      answers.flatMap(({ fields }, document) =>
        Object.entries(fields).map(([field, found]) => `${document} ${field} ${found?.value} ${found?.accepted}`),
      );
    const expected = new Set(valuesOf(cpu));
    const different = valuesOf(gpu).filter((value) => !expected.has(value));
    assert.ok(different.length <= DIFFERENT * expected.size, different.join('\n'));
  });
}
