import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';
import { type Entity, entityKind } from '../../schemas/ticket.ts';

type Kind = Entity['kind'];
/** A marked value. `kind` is null where the set names one that Docket does not offer. */
export type Mark = { kind: Kind | null; start: number; end: number };
/** A ticket with its marked values; `annotated`: the kinds that its set marks. */
export type LabelledTicket = {
  id: string;
  text: string;
  split: string;
  set: 'bitext' | 'nlupp';
  marks: Mark[];
  annotated: ReadonlySet<Kind>;
};

const bitextRow = z.object({
  id: z.string(),
  text: z.string(),
  split: z.string(),
  entity: z.object({ type: z.string(), start: z.number(), end: z.number() }).optional(),
});
const nluppRow = z.object({
  id: z.string(),
  text: z.string(),
  split: z.string(),
  domain: z.enum(['banking', 'hotels']),
  slots: z.record(z.string(), z.object({ span: z.tuple([z.number(), z.number()]) })).default({}),
});

type Names = Record<string, Kind | null>;
const bitext: Names = {
  order_id: 'order',
  invoice_id: 'invoice',
  account_type: 'account-type',
  person_name: 'person',
  delivery_city: 'city',
  delivery_country: 'country',
  refund_amount: 'amount',
};
const anyDomain: Names = {
  date: 'date',
  date_from: 'date-from',
  date_to: 'date-to',
  date_period: 'date-period',
  time: 'time',
  time_from: 'time',
  time_to: 'time',
  time_period: 'time-period',
  person_name: 'person',
  number: null,
};
const nlupp: Record<'banking' | 'hotels', Names> = {
  banking: { ...anyDomain, amount_of_money: 'amount', company_name: 'company', shopping_category: null },
  hotels: { ...anyDomain, rooms: 'rooms', people: 'people', adults: 'adults', kids: 'kids' },
};

const kindsOf = (names: Names): ReadonlySet<Kind> =>
  new Set(Object.values(names).filter((kind): kind is Kind => entityKind.safeParse(kind).success));

/** Bitext marks the digits of an amount; NLU++ and the rules mark its currency too. */
function withCurrency(text: string, start: number, end: number): [number, number] {
  if (text[start - 1] === '$') return [start - 1, end];
  return [start, end + (/^ dollars\b/i.exec(text.slice(end))?.[0].length ?? 0)];
}

function fromBitext(line: string): LabelledTicket {
  const { entity, ...row } = bitextRow.parse(JSON.parse(line));
  const kind = entity && (bitext[entity.type] ?? null);
  const marks: Mark[] = [];
  if (entity && kind !== undefined) {
    const whole: [number, number] = [entity.start, entity.end];
    const [start, end] = kind === 'amount' ? withCurrency(row.text, ...whole) : whole;
    marks.push({ kind, start, end });
  }
  return { ...row, set: 'bitext', marks, annotated: kindsOf(bitext) };
}

/** Of two values one over the other the earlier and longer one counts. */
function fromNlupp(line: string): LabelledTicket {
  const { slots, domain, ...row } = nluppRow.parse(JSON.parse(line));
  const names = nlupp[domain];
  const marks: Mark[] = [];
  const found = Object.entries(slots).map(([name, { span }]) => ({
    kind: names[name] ?? null,
    start: span[0],
    end: span[1],
  }));
  for (const mark of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mark.start >= (marks.at(-1)?.end ?? 0)) marks.push(mark);
  }
  return { ...row, set: 'nlupp', marks, annotated: kindsOf(names) };
}

/** All rows of Bitext and NLU++ with their marked values. */
export function readLabelledTickets(): LabelledTicket[] {
  const lines = (set: string) =>
    readFileSync(join(packageRoot, '..', 'shared', 'data', set, 'tickets.jsonl'), 'utf8')
      .trim()
      .split('\n');
  return [...lines('intents-bitext').map(fromBitext), ...lines('intents-nlupp').map(fromNlupp)];
}
