import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import type { Group, Occurrence, Term } from '../../schemas/en16931/term.ts';
import type { FieldName } from '../../schemas/fields.ts';

/** One place where a rule is broken. `fields` names Docket's values that this puts in doubt. */
export interface Breach {
  where: string;
  fields: readonly FieldName[];
}

/** A business rule of EN 16931. `message` says what is wrong and what to do. Pure. */
export interface BusinessRule {
  /** As CEN's published validation artefacts name it, such as "BR-CO-15". */
  id: string;
  severity: 'error' | 'warning';
  message: string;
  breaches(invoice: EnInvoice): Breach[];
}

interface Options<G> {
  /** The term to point at, where it is there; else the group is pointed at. */
  at?: (group: G) => Term | undefined;
  fields?: readonly FieldName[];
  severity?: 'error' | 'warning';
}

/** A rule over every group that `groups` finds: broken by each one for which it does not hold. */
export function rule<G extends Group>(
  id: string,
  groups: (invoice: EnInvoice) => readonly G[],
  holds: (group: G, invoice: EnInvoice) => boolean,
  message: string,
  { at, fields = [], severity = 'error' }: Options<G> = {},
): BusinessRule {
  const placeOf = (group: G) => {
    const term = at?.(group);
    return term === undefined ? group.where : `${group.where}/${term.at}`;
  };
  const breaches = (invoice: EnInvoice) =>
    groups(invoice)
      .filter((group) => !holds(group, invoice))
      .map((group) => ({ where: placeOf(group), fields }));
  return { id, severity, message, breaches };
}

/** A term with the further ones that a source has beside it. */
export function occurrences(term: Term | undefined): Occurrence[] {
  return term === undefined ? [] : [term, ...(term.others ?? [])];
}

/** Whether a term is there and has text. */
export function isFilled(term: Term | undefined): boolean {
  return term !== undefined && term.text !== '';
}
