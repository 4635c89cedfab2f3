import type { LabelReason, WordWeight } from '../schemas/desk-trial.ts';
import type { DeskClassifier } from './desk-classifier.ts';
import { type TextWord, textWords } from './entities/text-words.ts';
import { logOdds } from './log-odds.ts';
import { softmax } from './softmax.ts';

/** Texts that one explanation may cost; a longer ticket is left out some words at a time. */
const MOST_PIECES = 48;
/** Pieces named for a label. */
const MOST_NAMED = 5;
/** A piece is named where the odds fall by this factor without it. */
const LEAST_FACTOR = 1.25;
/** Named at most: beyond, the label is as good as gone. */
const MOST_FACTOR = 1000;

const isWord = /[\p{L}\p{N}]/u;

/** The words of a text; where there are too many, runs of neighbours. */
function piecesOf(text: string): TextWord[] {
  const words = textWords(text).filter((word) => isWord.test(word.text));
  const size = Math.max(1, Math.ceil(words.length / MOST_PIECES));
  return Array.from({ length: Math.ceil(words.length / size) }, (_, index) => {
    const run = words.slice(index * size, (index + 1) * size);
    const start = run[0]?.start ?? 0;
    const end = run.at(-1)?.end ?? start;
    return { text: text.slice(start, end), start, end };
  });
}

const without = (text: string, { start, end }: TextWord): string =>
  `${text.slice(0, start)} ${text.slice(end)}`.replaceAll(/ {2,}/g, ' ').trim();

/**
 * Why a text gets its labels: each piece is left out in turn, and how far a label's calibrated odds fall is the piece's
 * weight for it (occlusion; Zeiler & Fergus 2014). It says what this model leans on, not what is true.
 */
export async function reasonsForLabels(
  classify: DeskClassifier,
  card: { labels: readonly string[]; temperature: number },
  text: string,
  labels: readonly string[],
): Promise<LabelReason[]> {
  const pieces = piecesOf(text);
  const [whole = [], ...parts] = (await classify([text, ...pieces.map((piece) => without(text, piece))])).map(
    (logits) => softmax(logits, card.temperature),
  );
  return labels
    .filter((label) => card.labels.includes(label))
    .map((label) => {
      const index = card.labels.indexOf(label);
      const confidence = whole[index] ?? 0;
      const words = pieces
        .map((piece, at): WordWeight => {
          const fall = logOdds(confidence) - logOdds(parts[at]?.[index] ?? 0);
          return { ...piece, factor: Math.min(MOST_FACTOR, Math.max(1, Math.exp(fall))) };
        })
        .filter(({ factor }) => factor >= LEAST_FACTOR)
        .sort((a, b) => b.factor - a.factor)
        .slice(0, MOST_NAMED);
      return { label, confidence, words };
    });
}
