import { fieldNames } from '../../schemas/fields.ts';
import { currencyByVote, derive } from './derive.ts';
import { documentHabits } from './document-habits.ts';
import type { FoundFields } from './found.ts';
import { headerFields } from './header-fields.ts';
import { withLabels } from './known-scores.ts';
import type { PageWords } from './page-words.ts';
import { parties } from './parties.ts';
import { partyFields } from './party-pieces.ts';
import { tables } from './tables.ts';
import { TOTALS, totals } from './totals.ts';
import { TypeScores } from './type-scores.ts';

const decodedTogether: ReadonlySet<string> = new Set([...TOTALS, ...partyFields.Name, ...partyFields.Address]);

/** Uncalibrated values of one document. */
export type Decoded = { fields: FoundFields; lines: FoundFields[]; taxes: FoundFields[] };

/**
 * From the logits of all words to fields, line items and tax rows (`docs/decoding.md`).
 * @param logits [labels] of each word of each page, in the order of `bioLabels`
 */
export function decodeDocument(
  pages: readonly PageWords[],
  logits: readonly (readonly Float32Array[])[],
  temperature: number,
): Decoded {
  const scored = pages.map((page, number) => {
    const scores = withLabels(page, new TypeScores(logits[number] ?? [], temperature));
    return { number, page, scores };
  });
  const habits = documentHabits(pages);
  const together = { ...totals(scored, habits), ...parties(scored, habits) };
  const alone = headerFields(
    fieldNames.filter((name) => !decodedTogether.has(name)),
    scored,
    habits,
  );
  const fields: FoundFields = { ...together, ...alone };
  const currency = fields.currency ?? currencyByVote(pages, fields);
  if (currency) fields.currency = currency;
  const { lines, taxes } = tables(scored, habits);
  derive(fields, taxes);
  return { fields, lines, taxes };
}
