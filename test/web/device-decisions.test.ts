import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, it } from 'node:test';
import { z } from 'zod';
import { type AskedThread, startThread } from '../../bench/edge/asked-thread.ts';
import { invoicePdf } from '../../bench/invoice-pdf.ts';
import { extractPart } from '../../cli/local/extract-part.ts';
import { type LocalModels, openLocalModels } from '../../cli/local/open-models.ts';
import { triageRows } from '../../cli/local/triage-rows.ts';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { Entity } from '../../schemas/ticket.ts';
import { wholeBounds } from '../../web/on-device/thread/whole-bounds.ts';
import type { DecidedHere } from '../../web/on-device/thread-messages.ts';
import { documentRows, limits, sharedFile } from '../reading/shared-data.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openDevicePage } from './device-page.ts';
import type { PageFixture } from './page-fixture.ts';

/**
 * Processors round a model's sums differently where it is quantised, and so does WebAssembly: a value on the edge of a step
 * falls to the other side. Confidences may differ by so much, and only what lies nearer to a bound may be decided otherwise.
 */
const CONFIDENCE = 0.03;
/** Of all that is decided, this share may lie so near to its bound that it falls to the other side. */
const FEW = 0.05;

let fixture: PageFixture;
let browser: BrowserFixture;
let thread: AskedThread;
let models: LocalModels;
let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-device-'));
  models = openLocalModels(parseConfig({ DOCKET_DATA_DIR: dataDir }));
  [fixture, browser] = await Promise.all([openDevicePage(), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
  await browser.page.goto(`${fixture.address}/about`);
  thread = await startThread(browser.page, fixture.deps.webFolder ?? '');
  for (const name of ['banking77', 'clinc150', 'documents']) {
    await thread.ask('keep', { name, served: fixture.deps.onDevice.list() });
  }
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await models?.close();
  await closeReaders();
  await rm(dataDir, { recursive: true, force: true });
});

const ticketRow = z.object({ id: z.string(), text: z.string(), label: z.string(), split: z.string() });

/** Texts of the validation split, spread over it; half of them out of scope where `outOfScope` names such a label. */
function validationTexts(set: string, count: number, outOfScope?: string): string[] {
  const rows = sharedFile(`${set}/tickets.jsonl`)
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => ticketRow.parse(JSON.parse(line)))
    .filter(({ split }) => split === 'validation');
  const spread = (some: typeof rows, wanted: number) =>
    Array.from({ length: wanted }, (_, place) => some[Math.floor((place * some.length) / wanted)]?.text ?? '');
  if (outOfScope === undefined) return spread(rows, count);
  const outside = rows.filter(({ label }) => label === outOfScope);
  const inside = rows.filter(({ label }) => label !== outOfScope);
  assert.ok(outside.length >= count / 2, `${set} has ${outside.length} texts out of scope`);
  return [...spread(inside, count / 2), ...spread(outside, count / 2)];
}

/** An entity in doubt may be found as another kind on the other side of a step. */
const acceptedOf = (entities: readonly Entity[]) =>
  entities.filter(({ accepted }) => accepted).map(({ kind, value, start }) => ({ kind, value, start }));

for (const [desk, set, count, outOfScope] of [
  ['banking77', 'intents-banking77', 100, undefined],
  ['clinc150', 'intents-clinc-oos', 40, 'oos'],
] as const)
  it(`decides ${count} tickets of ${desk} as the service does`, async (test) => {
    const texts = validationTexts(set, count, outOfScope);
    const lines = texts.map((text, number) => ({ line: JSON.stringify({ id: String(number), text }), number }));
    const expected = await triageRows(lines, await models.tickets(desk), await models.entities());
    let furthest = 0;
    let otherwise = 0;
    for (const [number, row] of expected.entries()) {
      const text = texts[number] ?? '';
      const { result, bound } = (await thread.ask('ticket', { desk, text })).answer;
      const { intent } = result;
      const [second] = intent.alternatives;
      furthest = Math.max(furthest, Math.abs(intent.confidence - row.confidence));
      const isNear = Math.abs(row.confidence - (bound?.threshold ?? 0)) < CONFIDENCE;
      const isTied = intent.confidence - (second?.confidence ?? 0) < CONFIDENCE;
      if (intent.label !== row.label) {
        assert.ok(isTied, `"${text}": ${intent.label} here, ${row.label} there`);
        otherwise++;
      } else if ((result.status === 'accepted') !== row.accepted) {
        assert.ok(isNear, `"${text}": ${result.status} here, accepted ${row.accepted} there at ${row.confidence}`);
        otherwise++;
      }
      assert.equal(result.outOfScope, row.outOfScope, text);
      assert.deepEqual(acceptedOf(result.entities), acceptedOf(row.entities ?? []), text);
    }
    test.diagnostic(`confidences differ by at most ${furthest.toFixed(4)}; ${otherwise} of ${count} decided otherwise`);
    assert.ok(furthest < CONFIDENCE, `confidences differ by up to ${furthest}`);
    assert.ok(otherwise <= FEW * count, `${otherwise} of ${count} are decided otherwise`);
    if (outOfScope !== undefined) {
      const refused = expected.filter((row) => row.outOfScope).length;
      assert.ok(refused > count / 4 && refused < count, `${refused} of ${count} are out of scope`);
    }
  });

/** All of a decision but the confidences of models, which stand apart. */
function withoutConfidences(result: DocumentResult): { rest: unknown; confidences: [string, number][] } {
  const confidences: [string, number][] = [];
  const strip = (values: Partial<Record<string, Evidence>>, path: string) =>
    Object.entries(values).map(([name, evidence]) => {
      if (evidence === undefined) return [name];
      const { confidence, ...rest } = evidence;
      confidences.push([`${path}${name}`, confidence]);
      return [name, rest];
    });
  const { fields, lines, taxes, findings, reasons, ...rest } = result;
  return {
    rest: {
      ...rest,
      fields: strip(fields, ''),
      lines: lines.map((line, row) => strip(line, `lines.${row}.`)),
      taxes: taxes.map((tax, row) => strip(tax, `taxes.${row}.`)),
      findings: findings.map(({ rule, severity, fields: of }) => ({ rule, severity, of })),
      reasons: reasons.map(({ code, field }) => ({ code, field })),
    },
    confidences,
  };
}

async function decideThere(bytes: Uint8Array, fileName: string): Promise<Omit<DecidedHere, 'thresholds'>[]> {
  const reading = await readDocument(bytes, { fileName, limits });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const decided: Omit<DecidedHere, 'thresholds'>[] = [];
  for (const part of reading.parts) {
    const result = await extractPart(part, reading.findings, models, sha256);
    const bounds = part.eInvoice ? [] : wholeBounds(result, await models.documents(), part.pages);
    decided.push({ result, wholeBounds: bounds });
  }
  return decided;
}

/** Prints an invoice as a browser does: with fonts of its own, columns and a table. */
async function printedInvoice(language: 'en' | 'de'): Promise<Buffer> {
  const words =
    language === 'en'
      ? ['Invoice', 'Invoice no.', 'Date', 'Description', 'Qty', 'Price', 'Amount', 'Net', 'VAT 20 %', 'Total due']
      : [
          'Rechnung',
          'Rechnungsnummer',
          'Datum',
          'Bezeichnung',
          'Menge',
          'Preis',
          'Betrag',
          'Netto',
          'USt. 19 %',
          'Gesamtbetrag',
        ];
  const [net, tax, total] = language === 'en' ? ['240.00', '48.00', '288.00'] : ['240,00', '45,60', '285,60'];
  const price = (value: string) => `${value} ${language === 'en' ? 'GBP' : 'EUR'}`;
  const page = await browser.context.newPage();
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>body{font:13px "DejaVu Sans",sans-serif}
    td,th{padding:4px 14px;text-align:left}</style>
    <p><b>Harbour Street Supplies Ltd</b><br>12 Harbour Street<br>Bristol BS1 4ST<br>VAT GB 123 4567 82</p>
    <h1>${words[0]}</h1><p>${words[1]} HS-2024-0117<br>${words[2]} 14.03.2024</p>
    <p>Northgate Ltd<br>4 Mill Lane<br>York YO1 7EP</p>
    <table><tr><th>${words[3]}<th>${words[4]}<th>${words[5]}<th>${words[6]}</tr>
    <tr><td>Rope 10 m<td>4<td>${price(language === 'en' ? '30.00' : '30,00')}<td>${price(language === 'en' ? '120.00' : '120,00')}</tr>
    <tr><td>Anchor<td>1<td>${price(language === 'en' ? '120.00' : '120,00')}<td>${price(language === 'en' ? '120.00' : '120,00')}</tr></table>
    <p>${words[7]} ${price(net ?? '')}<br>${words[8]} ${price(tax ?? '')}<br><b>${words[9]} ${price(total ?? '')}</b></p>`);
  const pdf = await page.pdf({ format: 'A4' });
  await page.close();
  return pdf;
}

const samples = ['invoices-invoice2data', 'invoices-misc', 'invoices-azure-samples', 'invoices-zugferd'].flatMap(
  (set) => documentRows(set).flatMap(({ file }) => (file?.endsWith('.pdf') ? [`${set}/${file}`] : [])),
);
/** Of these, what has no text. */
const scans = [
  'invoices-azure-docproc-invoice_3.pdf',
  'invoices-google-docai-edf_stained.pdf',
  'invoices-google-docai-google_invoice.pdf',
  'invoices-google-docai-lg_invoice.pdf',
  'invoices-mixed-mit-mindee_facture.pdf',
];
const files: [string, () => Promise<Uint8Array>][] = [
  ['written.pdf', async () => invoicePdf('on-device')],
  ['printed-en.pdf', () => printedInvoice('en')],
  ['printed-de.pdf', () => printedInvoice('de')],
  ...[...new Set(samples)]
    .filter((path) => !scans.includes(basename(path)))
    .map((path): [string, () => Promise<Uint8Array>] => [basename(path), async () => sharedFile(path)]),
];

it('refuses scans, which the service reads by recognition', async () => {
  const refused = samples.filter((path) => scans.includes(basename(path)));
  assert.equal(refused.length, scans.length);
  for (const path of refused) {
    const said = await thread.decideFile(sharedFile(path), basename(path));
    assert.equal('problem' in said && said.problem.code, 'device.needs-service', path);
  }
});

for (const [name, make] of files)
  it(`decides ${name} as the service does, field by field`, async () => {
    const bytes = await make();
    const [there, here] = [await decideThere(bytes, name), await thread.decideFile(bytes, name)];
    assert.ok('answer' in here, JSON.stringify(here));
    const { documents } = here.answer;
    assert.equal(documents.length, there.length);
    for (const [place, expected] of there.entries()) {
      const found = documents[place];
      assert.ok(found);
      const [a, b] = [withoutConfidences(found.result), withoutConfidences(expected.result)];
      assert.deepEqual(a.rest, b.rest);
      assert.ok(Object.keys(expected.result.fields).length >= 3, `${name} has few fields to compare`);
      for (const [index, [path, confidence]] of b.confidences.entries()) {
        const distance = Math.abs((a.confidences[index]?.[1] ?? Number.NaN) - confidence);
        assert.ok(distance < CONFIDENCE, `${path} differs by ${distance}`);
      }
      const passing = ({ wholeBounds: bounds }: Pick<DecidedHere, 'wholeBounds'>) =>
        bounds.map(({ passes, stamp: { reached: _, ...bound } }) => ({ passes, bound }));
      assert.deepEqual(passing(found), passing(expected));
    }
  });
