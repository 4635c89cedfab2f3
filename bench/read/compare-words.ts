import type { Box } from '../../schemas/place.ts';
import type { Page, Word } from '../../schemas/words.ts';

/** How the words of one reader stand to those of another, over the same pages. */
export interface WordAgreement {
  ours: number;
  theirs: number;
  /** Words with the same text on the same page, each counted once. */
  same: number;
  /** Of those, the ones whose boxes overlap: the centre of each lies in the other. */
  placed: number;
  onlyOurs: string[];
  onlyTheirs: string[];
}

const centreIn = (inner: Box, outer: Box): boolean => {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3];
};

function distance(a: Box, b: Box): number {
  return Math.abs(a[0] + a[2] - b[0] - b[2]) + Math.abs(a[1] + a[3] - b[1] - b[3]);
}

/** Pairs each word with the nearest of the same text that is left. */
function comparePage(ours: readonly Word[], theirs: readonly Word[], agreement: WordAgreement): void {
  const left = Map.groupBy(theirs, ({ text }) => text.normalize('NFKC'));
  for (const word of ours) {
    const candidates = left.get(word.text.normalize('NFKC')) ?? [];
    const nearest = candidates.toSorted((a, b) => distance(a.box, word.box) - distance(b.box, word.box))[0];
    if (nearest === undefined) {
      agreement.onlyOurs.push(word.text);
      continue;
    }
    candidates.splice(candidates.indexOf(nearest), 1);
    agreement.same += 1;
    if (centreIn(word.box, nearest.box) && centreIn(nearest.box, word.box)) agreement.placed += 1;
  }
  for (const rest of left.values()) agreement.onlyTheirs.push(...rest.map(({ text }) => text));
}

export function compareWords(ours: readonly Page[], theirs: readonly Page[]): WordAgreement {
  const count = (pages: readonly Page[]) => pages.reduce((sum, { words }) => sum + words.length, 0);
  const agreement: WordAgreement = {
    ours: count(ours),
    theirs: count(theirs),
    same: 0,
    placed: 0,
    onlyOurs: [],
    onlyTheirs: [],
  };
  ours.forEach((page, index) => {
    comparePage(page.words, theirs[index]?.words ?? [], agreement);
  });
  return agreement;
}
