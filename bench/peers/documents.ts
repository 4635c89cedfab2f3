import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { extractFile } from '../../cli/local/extract-file.ts';
import { openLocalModels } from '../../cli/local/open-models.ts';
import { closeReaders } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { eachInTurn, type Peer, timesOver } from './each-in-turn.ts';
import { canImport, INSTALL_PYTHON, startPeer } from './python-peer.ts';

const DATA = process.env.DOCKET_BENCH_DATA ?? join(packageRoot, '..', 'shared', 'data');
/** The fields that invoice2data names. */
const FIELDS = ['invoiceNumber', 'issueDate', 'totalGross', 'currency'] as const;
const SETS = ['invoices-invoice2data', 'invoices-zugferd'];
const QUICK_FILES = 4;

const row = z.object({
  file: z.string().nullable(),
  truth: z.record(z.string(), z.unknown()),
  printed: z.record(z.string(), z.boolean()).default({}),
  ambiguous: z.array(z.string()).default([]),
});
type Row = z.infer<typeof row>;
type Values = Partial<Record<string, string>>;
interface Reader extends Peer {
  read(path: string): Promise<{ fields: Values; ms: number }>;
  close(): Promise<unknown>;
}

/** Values of the same printed pages by Docket and by invoice2data with the templates that it ships. */
export async function documentPeers({ quick, models }: BenchContext): Promise<(Section | string)[]> {
  if (!models.hasDocuments) return [];
  const found = SETS.filter((set) => existsSync(join(DATA, set)));
  if (found.length === 0) return [`Peers for documents are left out: no ${SETS[0]} below ${DATA} (DOCKET_BENCH_DATA).`];
  const readers = [docketReader()];
  const missing: string[] = [];
  if (await canImport(['invoice2data'])) readers.push(await invoice2data());
  else missing.push(`invoice2data is not installed: ${INSTALL_PYTHON}`);
  try {
    const sections = [];
    for (const set of found) sections.push(await compareOn(set, readers, quick));
    for (const section of sections) section.notes.push(...missing);
    return sections;
  } finally {
    for (const reader of readers) await reader.close();
  }
}

type PrintedTruth = Omit<Row, 'file'>;

async function compareOn(set: string, readers: readonly Reader[], quick: boolean): Promise<Section> {
  const lines = readFileSync(join(DATA, set, 'documents.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => row.parse(JSON.parse(line))).slice(0, quick ? QUICK_FILES : lines.length);
  const files = rows.flatMap(({ file, ...one }) => (file === null ? [] : [{ ...one, path: join(DATA, set, file) }]));
  const counts = new Map(readers.map((reader) => [reader, { truth: 0, said: 0, right: 0 }]));
  const measured = await eachInTurn(files, readers, async (reader, file, isCounted) => {
    const { fields, ms } = await reader.read(file.path);
    const count = counts.get(reader);
    if (isCounted && count) tally(count, file, fields);
    return ms;
  });
  const prefix = `peer_documents_${set.replace('invoices-', '')}`;
  const ratios: Section['ratios'] = timesOver(prefix, measured);
  const notes = [...counts].map(([{ key, name }, { truth, said, right }]) => {
    const f1 = (2 * right) / Math.max(1, truth + said);
    ratios[`${prefix}_${key}_f1`] = f1;
    return `${name}: ${right} right of ${said} said and ${truth} printed, F1 ${f1.toFixed(3)}`;
  });
  return {
    title: `Invoices beside invoice2data: ${set}, ${files.length} PDFs, ${FIELDS.join(', ')}, e-invoice data ignored`,
    unit: 'a file',
    limit: readers[0]?.name ?? '',
    figures: Object.fromEntries([...measured].map(([{ name }, figures]) => [name, figures])),
    ratios,
    notes,
  };
}

/** Adds what was said of the fields that stand on the page with one reading. */
function tally(
  count: { truth: number; said: number; right: number },
  { truth, printed, ambiguous }: PrintedTruth,
  said: Values,
) {
  for (const field of FIELDS) {
    const expected = truth[field];
    if (typeof expected !== 'string' || printed[field] === false || ambiguous.includes(field)) continue;
    count.truth += 1;
    const value = said[field];
    if (value === undefined) continue;
    count.said += 1;
    if (same(field, expected, value)) count.right += 1;
  }
}

function same(field: (typeof FIELDS)[number], expected: string, value: string): boolean {
  if (field === 'totalGross') return Number(expected) === Number(value);
  const fold = (text: string) => text.replaceAll(/[\W_]+/g, '').toLowerCase();
  return fold(expected) === fold(value);
}

function docketReader(): Reader {
  const config = parseConfig({});
  const models = openLocalModels(config);
  return {
    key: 'docket',
    name: 'docket, from the file to its values',
    async read(path) {
      const [first] = await extractFile(path, models, config, { ignoreXml: true });
      const fields = Object.entries(first?.fields ?? {}).flatMap(([name, field]): [string, string][] =>
        field?.value == null ? [] : [[name, field.value]],
      );
      return { fields: Object.fromEntries(fields), ms: first?.ms ?? Number.NaN };
    },
    close: () => Promise.all([models.close(), closeReaders()]),
  };
}

async function invoice2data(): Promise<Reader> {
  const answer = z.object({ fields: z.record(z.string(), z.string()), ms: z.number() });
  const peer = await startPeer('invoice_peer.py', [], answer);
  return {
    key: 'invoice2data',
    name: 'invoice2data, its own templates',
    read: (path) => peer.ask(path),
    close: () => peer.close(),
  };
}
