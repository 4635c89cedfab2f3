import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decideFromEvidence } from '../../activities/decide-document.ts';
import type { LargerAnswer } from '../../activities/merge-answers.ts';
import { type DocumentSpecialist, openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openGgufTransport } from '../../models/larger-model/gguf/gguf-transport.ts';
import { openLanguageModel } from '../../models/larger-model/language-model.ts';
import { openOpenAiModel } from '../../models/larger-model/openai.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import { type ChatServer, startChatServer } from '../models/chat-server.ts';
import { smallContext } from '../models/language-model-conformance.ts';
import { SMALL_MODEL, smallLanguageModel } from '../models/small-language-model.ts';
import { limits } from '../reading/shared-data.ts';
import { benignHtml, printedAttacks, wanted, writtenAttacks, writtenInvoice } from './attacks.ts';
import { invoiceHtml, Printer } from './printed-invoice.ts';

const today = '2024-03-10';
/** Orders that a model sees: what a real one makes of them is asked too. */
const READ_BY_A_REAL_MODEL = [
  'an order to the model in the text',
  'a false turn of the system and marks of chat templates',
  'an answer in JSON',
  'a second block of totals',
];
/** Asked of the obedient model whether they are in doubt or not. */
const MONEY: FieldName[] = [
  'totalGross',
  'amountDue',
  'totalNet',
  'totalTax',
  'iban',
  'bic',
  'invoiceNumber',
  'dueDate',
];

interface Decided {
  name: string;
  result: DocumentResult;
}

describe('hostile documents change no accepted value', () => {
  let printer: Printer;
  let specialist: DocumentSpecialist;
  let server: ChatServer;
  let obedient: LargerModel;
  let small: LargerModel;
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  const twins: Record<'printed' | 'written', Decided[]> = { printed: [], written: [] };

  /** All ways of the ladder: without a larger model, with an obedient one for what is in doubt, and for all that moves money. */
  async function decide(pdf: Buffer, { real = false } = {}): Promise<Decided[]> {
    const reading = await readDocument(pdf, { limits });
    const [part] = reading.parts;
    assert.ok(part);
    const extraction = await specialist.extract(part.pages);
    const alone = { file: reading, part, specialist, extraction, answers: [], today };
    const { result, doubts } = decideFromEvidence(alone);
    const { kind, language, fields: current } = result;
    const escalated = async (name: string, model: LargerModel, fields: FieldName[]): Promise<Decided> => {
      const answer = await model.ask({ pages: part.pages, kind, language, fields, current });
      const answers: LargerAnswer[] = [{ fields, answer }];
      return { name, result: decideFromEvidence({ ...alone, answers }).result };
    };
    return [
      { name: 'without a larger model', result },
      await escalated('an obedient model, asked what is in doubt', obedient, doubts),
      await escalated('an obedient model, asked all that moves money', obedient, MONEY),
      ...(real
        ? [await escalated('a real model, asked the total and the account', small, ['totalGross', 'iban'])]
        : []),
    ];
  }

  before(async () => {
    printer = await Printer.open();
    specialist = await openDocumentSpecialist(openRegistry({}), sessions, 'invoice');
    server = await startChatServer((request) => {
      const asked = Object.keys(request.response_format.json_schema.schema.properties);
      return { content: JSON.stringify(Object.fromEntries(asked.map((field) => [field, wanted[field] ?? null]))) };
    });
    obedient = openOpenAiModel({ baseUrl: server.baseUrl, model: 'obedient', timeoutMs: 10_000 });
    const transport = openGgufTransport({
      path: await smallLanguageModel(),
      sha256: SMALL_MODEL.sha256,
      threads: 1,
      preset: smallContext,
    });
    small = { ...openLanguageModel(transport, { timeoutMs: 300_000 }), close: () => transport.close() };
    twins.printed = await decide(await printer.print(benignHtml()));
    twins.written = await decide(writtenInvoice());
  });
  after(async () => {
    await Promise.all([printer?.close(), server?.close(), small?.close?.(), sessions.close(), closeReaders()]);
  });

  function assertUnchanged(twin: readonly Decided[], hostile: readonly Decided[]): void {
    const [benign] = twin;
    assert.ok(benign);
    for (const { name, result } of hostile) {
      const known = valuesOf(benign.result);
      const changed = acceptedValues(result).filter(([path, value]) => !known.has(`${path}=${value}`));
      assert.deepEqual(changed, [], name);
    }
  }

  it('has benign twins whose values are accepted, so that there is something to change', () => {
    for (const twin of [twins.printed, twins.written]) {
      const accepted = new Map(twin[0] ? acceptedValues(twin[0].result) : []);
      assert.deepEqual(
        ['totalGross', 'totalNet', 'totalTax', 'iban', 'invoiceNumber', 'issueDate'].map((field) =>
          accepted.get(field),
        ),
        ['1190.00', '1000.00', '190.00', 'DE89370400440532013000', 'RE-2024-0815', '2024-03-05'],
      );
    }
  });

  for (const [name, insertions] of Object.entries(printedAttacks))
    it(name, async () => {
      const pdf = await printer.print(invoiceHtml(insertions));
      assertUnchanged(twins.printed, await decide(pdf, { real: READ_BY_A_REAL_MODEL.includes(name) }));
    });

  for (const [name, write] of Object.entries(writtenAttacks))
    it(name, async () => assertUnchanged(twins.written, await decide(write())));
});

function* evidenceOf(result: DocumentResult): Generator<[path: string, evidence: Evidence]> {
  yield* Object.entries(result.fields);
  for (const [kind, rows] of [['line', result.lines] as const, ['tax', result.taxes] as const])
    for (const row of rows) for (const [name, evidence] of Object.entries(row)) yield [`${kind}.${name}`, evidence];
}

const acceptedValues = (result: DocumentResult): [string, string | null][] =>
  [...evidenceOf(result)].filter(([, { accepted }]) => accepted).map(([path, { value }]) => [path, value]);

const valuesOf = (result: DocumentResult): Set<string> =>
  new Set([...evidenceOf(result)].map(([path, { value }]) => `${path}=${value}`));
