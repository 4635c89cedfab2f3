import { type Cost, costOf } from './child.ts';
import { textContenders } from './contenders.ts';
import { textPdfs } from './sample-files.ts';
import type { Table } from './table.ts';

const ROUNDS = 2;
/** Every file is read twice in a run: the second pass finds processes and code warm. */
const PASSES = 2;

const middle = (costs: readonly Cost[], pick: (cost: Cost) => number): number =>
  costs.map(pick).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN;

/** Pages of text a second, side by side: every round runs each contender once, in turn from another first. */
export async function textSpeed(): Promise<Table> {
  const files = textPdfs();
  const contenders = await textContenders();
  const costs = new Map<string, Cost[]>(contenders.map(({ key }) => [key, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (!contender) continue;
      costs
        .get(contender.key)
        ?.push(
          await costOf(contender.program, contender.parameters(contender.timesItself ? files : [...files, ...files])),
        );
    }
  const told = (cost: Cost | undefined, index: number) => Number(cost?.output.split(' ')[index] ?? Number.NaN);
  const pages = told(costs.get('pdfjs')?.[0], 0);
  const warm = (key: string) => middle(costs.get(key) ?? [], (cost) => told(cost, 1));
  const wall = (key: string) => middle(costs.get(key) ?? [], ({ wallMs }) => wallMs);
  const cpu = (key: string) => middle(costs.get(key) ?? [], ({ cpuMs }) => cpuMs);
  return {
    title: `Text and boxes of ${files.length} invoices (PDF), ${pages} pages, read twice by programs started anew`,
    columns: ['pages/s warm', 'pages/s', 'CPU ms/page', 'cores used', 'peak MB'],
    rows: contenders.map(({ name, key, timesItself }) => ({
      name,
      figures: [
        timesItself ? (1000 * pages) / warm(key) : null,
        (1000 * PASSES * pages) / wall(key),
        cpu(key) / pages / PASSES,
        cpu(key) / wall(key),
        middle(costs.get(key) ?? [], ({ peakMb }) => peakMb),
      ],
    })),
    ratios: {
      read_text_over_pdfjs_two_cores: warm('pdfjs') / warm('docket'),
      read_text_over_pdfjs_one_core: warm('pdfjs_one_core') / warm('docket_one_core'),
      read_text_over_pdfjs_with_start: wall('pdfjs') / wall('docket'),
      read_with_xml_over_pdfjs: warm('pdfjs') / warm('docket_with_xml'),
      ...(costs.has('poppler') ? { read_text_over_poppler: wall('poppler') / wall('docket') } : {}),
      ...(costs.has('pypdf') ? { read_text_over_pypdf: wall('pypdf') / wall('docket') } : {}),
    },
    notes: ['Warm: the second pass alone. CPU and pages/s include the start of all processes.'],
  };
}
