import { fieldTypes } from '../../schemas/fields.ts';
import type { Found, FoundFields } from './found.ts';
import { wordsAt } from './page-words.ts';
import { headerSpans, type ScoredPage, type Span } from './spans.ts';
import { comparisonKey, type Habits, spanValue } from './values.ts';

/** A field without a span takes words that reach this probability although another label is likelier. */
export const RESCUE_PROBABILITY = 0.3;
/** A BIC is told by its letters: a word that is one needs little else. */
export const RESCUE_BIC = 0.05;
/** Hardly a document is without these: they are rescued from a lower probability on. */
export const ALWAYS_PRINTED: readonly string[] = [
  'invoiceNumber',
  'issueDate',
  'sellerName',
  'sellerAddress',
  'totalGross',
];
export const RESCUE_ALWAYS_PRINTED = 0.1;

export type FieldName = keyof typeof fieldTypes;
type Group = { sum: number; best: { span: Span; value: string } };

/**
 * The best-supported value. Spans with the same value stand together: the value with the highest sum of scores wins,
 * shown at its best span; `raw` is that span's score times the share of the sum.
 */
export function choose(
  name: FieldName,
  spans: readonly Span[],
  pages: readonly ScoredPage[],
  habits: Habits,
): Found | null {
  const groups = new Map<string, Group>();
  for (const span of spans) {
    const scored = pages[span.page];
    const value = scored ? spanValue(name, fieldTypes[name], wordsAt(scored.page, span.words), habits) : null;
    if (value === null) continue;
    const key = comparisonKey(value);
    const group = groups.get(key);
    if (!group) groups.set(key, { sum: span.score, best: { span, value } });
    else {
      group.sum += span.score;
      if (span.score > group.best.span.score) group.best = { span, value };
    }
  }
  const ranked = [...groups.values()].sort((a, b) => b.sum - a.sum);
  const [winner] = ranked;
  if (!winner) return null;
  const total = ranked.reduce((sum, group) => sum + group.sum, 0);
  const { span, value } = winner.best;
  const raw = (span.score * winner.sum) / total;
  return { value, raw, page: span.page, box: span.box, words: span.words, source: 'specialist' };
}

function leastOf(name: FieldName): number {
  if (name === 'bic') return RESCUE_BIC;
  return ALWAYS_PRINTED.includes(name) ? RESCUE_ALWAYS_PRINTED : RESCUE_PROBABILITY;
}

/** One value a field, each for itself: from the words labelled so, else from words that reach the rescue probability. */
export function headerFields(names: readonly FieldName[], pages: readonly ScoredPage[], habits: Habits): FoundFields {
  const fields: FoundFields = {};
  for (const name of names) {
    const spansOf = (members: (scored: ScoredPage) => number[]) =>
      pages.flatMap((scored) => headerSpans(name, scored, members(scored)));
    const least = leastOf(name);
    const labelled = spansOf(({ scores }) => scores.labelled(name));
    const found =
      choose(name, labelled, pages, habits) ??
      choose(
        name,
        spansOf(({ scores }) => scores.reaching(name, least)),
        pages,
        habits,
      );
    if (found) fields[name] = found;
  }
  return fields;
}
