import { type Cost, costOf } from './child.ts';
import { textContenders } from './contenders.ts';
import { textPdfs } from './sample-files.ts';
import type { Table } from './table.ts';

const ROUNDS = 2;
/** Every file is read this many times in a run, so that the start of the program weighs little. */
const REPEATS = 2;

const middle = (costs: readonly Cost[], pick: (cost: Cost) => number): number =>
  costs.map(pick).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN;

/** Pages of text a second, side by side: every round runs each contender once, in turn from another first. */
export async function textSpeed(): Promise<Table> {
  const files = textPdfs();
  const given = Array.from({ length: REPEATS }, () => files).flat();
  const contenders = await textContenders();
  const costs = new Map<string, Cost[]>(contenders.map(({ key }) => [key, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (!contender) continue;
      costs.get(contender.key)?.push(await costOf(contender.program, contender.parameters(given)));
    }
  const pages = Number(costs.get('pdfjs')?.[0]?.output ?? Number.NaN);
  const wall = (key: string) => middle(costs.get(key) ?? [], ({ wallMs }) => wallMs);
  const cpu = (key: string) => middle(costs.get(key) ?? [], ({ cpuMs }) => cpuMs);
  return {
    title: `Text and boxes of ${files.length} invoices (PDF), ${pages} pages a run, programs started anew`,
    columns: ['pages/s', 'CPU ms/page', 'cores used', 'peak MB'],
    rows: contenders.map(({ name, key }) => ({
      name,
      figures: [
        (1000 * pages) / wall(key),
        cpu(key) / pages,
        cpu(key) / wall(key),
        middle(costs.get(key) ?? [], ({ peakMb }) => peakMb),
      ],
    })),
    ratios: {
      read_text_over_pdfjs_two_cores: wall('pdfjs') / wall('docket'),
      read_text_over_pdfjs_one_core: wall('pdfjs_one_core') / wall('docket_one_core'),
      read_text_over_pdfjs_cpu: cpu('pdfjs') / cpu('docket'),
      ...(costs.has('poppler') ? { read_text_over_poppler: wall('poppler') / wall('docket') } : {}),
      ...(costs.has('pypdf') ? { read_text_over_pypdf: wall('pypdf') / wall('docket') } : {}),
    },
    notes: [
      'Docket also reads and checks the embedded e-invoices and holds them against the pages; the others read text alone.',
    ],
  };
}
