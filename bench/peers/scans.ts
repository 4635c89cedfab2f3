import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { type Contender, docket, tesseract } from '../ocr/contenders.ts';
import { sroiePages } from '../ocr/sroie-pages.ts';
import { totalRecall, type WordRecall, wordRecall } from '../ocr/word-recall.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { eachInTurn, timesOver } from './each-in-turn.ts';

const RECEIPTS = join(process.env.DOCKET_BENCH_DATA ?? join(packageRoot, '..', 'shared', 'data'), 'receipts-sroie');
const PAGES = { full: 24, quick: 3 };

/** Words of the same scanned receipts by Docket's optical recognition and by tesseract. */
export async function scanPeers({ quick }: BenchContext): Promise<Section | string> {
  if (!existsSync(RECEIPTS)) return `Peers for scans are left out: no ${RECEIPTS} (DOCKET_BENCH_DATA).`;
  const pages = sroiePages(RECEIPTS, quick ? PAGES.quick : PAGES.full);
  const installed = await tesseract();
  const contenders: Contender[] = installed ? [docket, installed] : [docket];
  const notes = installed ? [] : ['tesseract is not installed: apt-get install tesseract-ocr'];
  const recalls = new Map<Contender, WordRecall[]>(contenders.map((contender) => [contender, []]));
  const peers = contenders.map((contender) => ({ key: contender.name, name: contender.name, contender }));
  const measured = await eachInTurn(pages, peers, async ({ contender }, { path, printed }, isCounted) => {
    const { words, seconds } = await contender.read(path);
    if (isCounted) recalls.get(contender)?.push(wordRecall(printed, words));
    return seconds * 1000;
  });
  const ratios: Section['ratios'] = timesOver('peer_scans', measured);
  for (const [{ name, close }, pageRecalls] of recalls) {
    close();
    const { exact } = totalRecall(pageRecalls);
    ratios[`peer_scans_${name}_word_recall`] = exact;
    const words = pageRecalls.reduce((sum, recall) => sum + recall.words, 0);
    notes.push(`${name}: ${exact.toFixed(3)} of ${words} words exact`);
  }
  return {
    title: `Scans beside tesseract: SROIE, ${pages.length} receipts`,
    unit: 'a page',
    limit: docket.name,
    figures: Object.fromEntries([...measured].map(([{ name }, figures]) => [name, figures])),
    ratios,
    notes,
  };
}
