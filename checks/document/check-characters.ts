import type { Extraction } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';

/** A word with letters of two alphabets that look alike: "Nоrd" with a Cyrillic о. */
const MIXED =
  /(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]{2,}/u;
/** Letters and digits in forms that only look like the plain ones: full width, mathematical, circled. */
const LOOKALIKE = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2460-\u24ff\u{1d400}-\u{1d7ff}]/u;
/** Characters without ink: soft hyphen, zero width, direction of writing. */
const INKLESS = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

const problemOf = (value: string): string | null => {
  if (MIXED.test(value)) return 'mixes alphabets within a word';
  if (LOOKALIKE.test(value)) return 'is written in characters that only look like letters or digits';
  return INKLESS.test(value) ? 'holds characters that are not seen' : null;
};

/** Values that look like another than they are. Exact data are left to their sender. */
export function checkCharacters({ fields }: Extraction): Finding[] {
  return (Object.keys(fields) as FieldName[]).flatMap((field) => {
    const value = fields[field]?.value;
    const problem = value == null || fields[field]?.source === 'xml' ? null : problemOf(value);
    if (problem === null) return [];
    return [
      {
        rule: 'value.lookalike',
        severity: 'error',
        message: `${field} "${value?.slice(0, 60)}" ${problem}`,
        fields: [field],
      },
    ];
  });
}
