import { z } from 'zod';
import { evidence } from './evidence.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from './fields.ts';
import { finding } from './finding.ts';
import { entity } from './ticket.ts';

/** Errors as rows and responses carry them. */
export const errorBody = z.object({ code: z.string(), message: z.string() });

/** One JSON row a document: `docket extract --format flat`. */
export const flatDocument = z.object({
  file: z.string(),
  part: z.number().int().positive().optional(),
  /** The attachment or archive entry that the document is in. */
  entry: z.string().optional(),
  kind: z.string().optional(),
  language: z.string().nullable().optional(),
  status: z.enum(['accepted', 'review', 'rejected']),
  fields: z.partialRecord(z.enum(fieldNames), evidence),
  lines: z.array(z.partialRecord(z.enum(lineFieldNames), evidence)),
  taxes: z.array(z.partialRecord(z.enum(taxFieldNames), evidence)),
  findings: z.array(finding),
  reasons: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() })),
  ms: z.number(),
  error: errorBody.optional(),
});
export type FlatDocument = z.infer<typeof flatDocument>;

/** One JSON row an e-invoice: `docket validate --format flat`. */
export const flatValidation = z.object({
  file: z.string(),
  part: z.number().int().positive().optional(),
  /** The attachment or archive entry that the invoice is in. */
  entry: z.string().optional(),
  /** Null where the file could not be read. */
  syntax: z.string().nullable(),
  /** Whether the invoice breaks no rule that is an error. */
  valid: z.boolean(),
  findings: z.array(finding),
  error: errorBody.optional(),
});
export type FlatValidation = z.infer<typeof flatValidation>;

/** One JSON row a ticket: `docket triage --format flat`. */
export const flatTicket = z.object({
  id: z.string(),
  label: z.string().nullable(),
  confidence: z.number(),
  accepted: z.boolean(),
  outOfScope: z.boolean(),
  oosScore: z.number().nullable(),
  escalated: z.boolean(),
  /** Absent from a row with an error. */
  entities: z.array(entity).optional(),
  ms: z.number().optional(),
  error: errorBody.optional(),
});
export type FlatTicket = z.infer<typeof flatTicket>;
