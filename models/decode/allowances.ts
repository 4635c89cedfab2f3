import { plainHeading } from './heading-words.ts';
import { middleOf } from './page-words.ts';
import type { ScoredPage } from './spans.ts';
import type { TableRow } from './table-rows.ts';

/** What allowances and charges of a whole document or of another line are called, in the languages of `heading-words.ts`. */
const ALLOWANCE =
  /^(abschlag|zuschlag|zu und abschlag|aufschlag|rabatt|nachlass|preisnachlass|sondernachlass|skonto|remise|rabais|ristourne|escompte|majoration|supplement|charge|allowance|discount|surcharge|descuento|recargo|sconto|abbuono|maggiorazione|korting|toeslag|rabat|upust|doplata|desconto|acrescimo)s?$/;
const LETTERS = /\p{L}{3}/u;

/** Does the line that the row stands on begin with the name of an allowance or a charge? */
export function isAllowance(row: TableRow, { page }: ScoredPage): boolean {
  const beside = page.words.filter(({ box }) => row.top <= middleOf(box) && middleOf(box) <= row.bottom);
  const [first] = beside.filter(({ text }) => LETTERS.test(text)).sort((a, b) => a.box[0] - b.box[0]);
  return first !== undefined && ALLOWANCE.test(plainHeading(first.text));
}
