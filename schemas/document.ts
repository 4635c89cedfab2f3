import { z } from 'zod';
import { comparedValue } from './comparison.ts';
import { evidence } from './evidence.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from './fields.ts';
import { finding } from './finding.ts';

export const documentKind = z.enum(['invoice', 'credit-note', 'receipt', 'other']);
export type DocumentKind = z.infer<typeof documentKind>;

/** Evidence by field name; a field that was not found is absent. */
export const documentFields = z.partialRecord(z.enum(fieldNames), evidence);
export type DocumentFields = z.infer<typeof documentFields>;
export const lineItem = z.partialRecord(z.enum(lineFieldNames), evidence);
export type LineItem = z.infer<typeof lineItem>;
export const taxLine = z.partialRecord(z.enum(taxFieldNames), evidence);
export type TaxLine = z.infer<typeof taxLine>;

/** What routing says of a document. */
export const routing = z.object({
  kind: documentKind,
  kindConfidence: z.number().min(0).max(1),
  language: z.string().nullable(),
  outOfScope: z.boolean(),
  by: z.string(),
});
export type Routing = z.infer<typeof routing>;

/** Everything extraction found, before a decision. */
export const extraction = z.object({
  fields: documentFields,
  lines: z.array(lineItem),
  taxes: z.array(taxLine),
});
export type Extraction = z.infer<typeof extraction>;

/** Why a case did not end as accepted, or was rejected. */
export const reason = z.object({ code: z.string(), message: z.string(), field: z.string().optional() });
export type Reason = z.infer<typeof reason>;

const documentBody = extraction.extend({
  kind: documentKind,
  language: z.string().nullable(),
  findings: z.array(finding),
  /** An embedded e-invoice held against its pages; absent where there is only one of the two. */
  comparison: z.array(comparedValue).optional(),
  reasons: z.array(reason),
});

/** How a document ends. */
export const documentResult = z.discriminatedUnion('status', [
  documentBody.extend({ status: z.literal('accepted') }),
  documentBody.extend({ status: z.literal('review') }),
  documentBody.extend({ status: z.literal('rejected') }),
]);
export type DocumentResult = z.infer<typeof documentResult>;
export type OutcomeStatus = DocumentResult['status'];
