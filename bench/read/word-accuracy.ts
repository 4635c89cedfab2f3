import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { openPdf } from '../../reading/pdf/process-pdfium.ts';
import { pageOf, readTextLayer } from '../../reading/pdf/read-text-layer.ts';
import type { Page } from '../../schemas/words.ts';
import { compareWords, type WordAgreement } from './compare-words.ts';
import { popplerWords } from './poppler-words.ts';
import { dataFolder, textPdfs } from './sample-files.ts';
import type { Table } from './table.ts';

/** Documents with fewer common words than this are named with the words that differ. */
const WORTH_A_LOOK = 0.99;
const SHOWN_WORDS = 6;

async function ownWords(path: string): Promise<Page[]> {
  const file = await openPdf(readFileSync(path));
  const pages: Page[] = [];
  for (let index = 0; index < file.pageCount; index += 1) {
    pages.push(
      await file.withPage(index, (page) => {
        const { shown, underImages } = readTextLayer(page);
        return pageOf(page, [...shown, ...underImages]);
      }),
    );
  }
  file.close();
  return pages;
}

function noteOf(path: string, { same, ours, theirs, onlyOurs, onlyTheirs }: WordAgreement): string[] {
  if (same >= WORTH_A_LOOK * Math.max(ours, theirs)) return [];
  const some = (words: readonly string[]) => words.slice(0, SHOWN_WORDS).join(' ').replace(/\s+/g, ' ');
  return [`${relative(dataFolder, path)}: only Docket: ${some(onlyOurs)} | only poppler: ${some(onlyTheirs)}`];
}

/** The words of text layers beside those of poppler's `pdftotext -bbox`, by text and by place. */
export async function wordAccuracy(): Promise<Table> {
  const bySet = new Map<string, { documents: number; ours: number; theirs: number; same: number; placed: number }>();
  const notes: string[] = [];
  for (const path of textPdfs()) {
    const agreement = compareWords(await ownWords(path), await popplerWords(path));
    const set = dirname(relative(dataFolder, path)).split('/')[0] ?? '';
    for (const name of [set, 'all']) {
      const sum = bySet.get(name) ?? { documents: 0, ours: 0, theirs: 0, same: 0, placed: 0 };
      sum.documents += 1;
      for (const key of ['ours', 'theirs', 'same', 'placed'] as const) sum[key] += agreement[key];
      bySet.set(name, sum);
    }
    notes.push(...noteOf(path, agreement));
  }
  const all = bySet.get('all');
  return {
    title: "Words of text layers beside poppler's pdftotext -bbox",
    columns: ['documents', 'Docket', 'poppler', 'same', 'of Docket %', 'of poppler %', 'same place %'],
    rows: [...bySet].map(([name, { documents, ours, theirs, same, placed }]) => ({
      name,
      figures: [documents, ours, theirs, same, (100 * same) / ours, (100 * same) / theirs, (100 * placed) / same],
    })),
    ratios: {
      read_words_precision: all ? all.same / all.ours : Number.NaN,
      read_words_recall: all ? all.same / all.theirs : Number.NaN,
      read_words_placed: all ? all.placed / all.same : Number.NaN,
    },
    notes,
  };
}
