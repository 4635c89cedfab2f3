import type { Box } from '../../schemas/place.ts';
import { type LabelledField, labelledField } from './label-words.ts';
import { namedRuns } from './named-runs.ts';
import { heightOf, middleOf, type PageWords, sameLine, union, wordsAt } from './page-words.ts';
import { segmentsOf } from './segments.ts';
import { DIGIT } from './spans.ts';

/** A value stands at most this many heights to the right of its label, */
const RIGHT = 12;
/** or at most this many below it. */
const BELOW = 1.5;

type Text = { words: number[]; box: Box; field: LabelledField | null };

/** Labels, and what stands between them. */
function textsIn(segment: readonly number[], page: PageWords): Text[] {
  const texts: Text[] = [];
  for (const { words, box, name } of namedRuns(segment, page, labelledField)) {
    const last = texts.at(-1);
    if (name === null && last?.field === null) {
      last.words.push(...words);
      last.box = union([last.box, box]);
    } else texts.push({ words, box, field: name });
  }
  return texts;
}

function nearest(texts: readonly Text[], distance: (text: Text) => number | null): Text | null {
  let found: Text | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const gap = distance(text);
    if (gap !== null && gap < least) [found, least] = [text, gap];
  }
  return found;
}

function rightOf(label: Text, texts: readonly Text[]): Text | null {
  return nearest(texts, ({ box }) => {
    const gap = box[0] - label.box[2];
    return sameLine(box, label.box) && gap >= -heightOf(label.box) / 2 && gap <= RIGHT * heightOf(label.box)
      ? gap
      : null;
  });
}

function below(label: Text, texts: readonly Text[]): Text | null {
  return nearest(texts, ({ box }) => {
    const gap = box[1] - label.box[3];
    const overlap = Math.min(box[2], label.box[2]) - Math.max(box[0], label.box[0]);
    return middleOf(box) > label.box[3] && gap <= BELOW * heightOf(label.box) && overlap > 0 ? gap : null;
  });
}

/** By word: the field that the label to its left, else the one above it, names. */
export function labelledWords(page: PageWords): Map<number, LabelledField> {
  const texts = segmentsOf(page).flatMap((segment) => textsIn(segment, page));
  const hasDigit = ({ words }: Text) => wordsAt(page, words).some(({ text }) => DIGIT.test(text));
  const found = new Map<number, LabelledField>();
  for (const label of texts) {
    if (!label.field) continue;
    const others = texts.filter((text) => text !== label);
    const value = [rightOf(label, others), below(label, others)].find((text) => text && !text.field && hasDigit(text));
    for (const index of value?.words ?? []) found.set(index, label.field);
  }
  return found;
}
