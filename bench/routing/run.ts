import { extractFile } from '../../cli/local/extract-file.ts';
import { openLocalModels } from '../../cli/local/open-models.ts';
import { closeReaders } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import { exactInterval } from '../zero-shot/interval.ts';
import { readLabelledDocuments, SETS } from './labelled-documents.ts';

/** `npm run bench:routing`: kind and language of real documents, through the code of `docket extract --ignore-xml`. */
const config = parseConfig(process.env);
const models = openLocalModels(config);
type Tally = { right: number; n: number };
const totals: Record<'kind' | 'language', Tally> = { kind: { right: 0, n: 0 }, language: { right: 0, n: 0 } };

for (const set of SETS) {
  const tallies: typeof totals = { kind: { right: 0, n: 0 }, language: { right: 0, n: 0 } };
  for (const document of readLabelledDocuments(set)) {
    const rows = await extractFile(document.file, models, config, { ignoreXml: true });
    for (const what of ['kind', 'language'] as const) {
      const right = rows.some((row) => row[what] === document[what]);
      for (const tally of [tallies[what], totals[what]]) {
        tally.n += 1;
        if (right) tally.right += 1;
      }
      if (!right) console.log(`  ${document.id}: ${what} ${document[what]}, found ${rows[0]?.[what] ?? 'none'}`);
    }
  }
  console.log(`${set}: kind ${said(tallies.kind)}; language ${said(tallies.language)}`);
}
console.log(`\nall: kind ${said(totals.kind)}; language ${said(totals.language)}`);
await closeReaders();
await models.close();

function said({ right, n }: Tally): string {
  const [low, high] = exactInterval(right, n);
  return `${(right / n).toFixed(3)} (${right} of ${n}; ${low.toFixed(3)} to ${high.toFixed(3)})`;
}
