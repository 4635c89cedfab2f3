import { z } from 'zod';
import { comparedValue } from './comparison.ts';
import { documentKind } from './document.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from './fields.ts';
import { finding } from './finding.ts';
import { page } from './words.ts';

/** How the bytes were recognised, by content and never by name. */
export const documentFormat = z.enum(['pdf', 'png', 'jpeg', 'tiff', 'webp', 'xml', 'words']);
export type DocumentFormat = z.infer<typeof documentFormat>;

export const eInvoiceSyntax = z.enum(['CII', 'ZUGFeRD 1', 'UBL', 'FatturaPA']);
export type EInvoiceSyntax = z.infer<typeof eInvoiceSyntax>;

/** The exact content of an e-invoice in Docket's vocabulary; values are normalised strings (`schemas/values.ts`). */
export const eInvoice = z.object({
  syntax: eInvoiceSyntax,
  /** The specification identifier (BT-24), as found. */
  profile: z.string().nullable(),
  /** UNTDID 1001 code (BT-3), as found. */
  typeCode: z.string().nullable(),
  kind: documentKind,
  language: z.string().nullable(),
  fields: z.partialRecord(z.enum(fieldNames), z.string()),
  lines: z.array(z.partialRecord(z.enum(lineFieldNames), z.string())),
  taxes: z.array(z.partialRecord(z.enum(taxFieldNames), z.string())),
});
export type EInvoice = z.infer<typeof eInvoice>;

/** One document inside a file: its pages of words, its exact data, or both. `part` counts from 1. */
export const readPart = z.object({
  part: z.number().int().positive(),
  pages: z.array(page),
  eInvoice: eInvoice.nullable(),
  /** The e-invoice held against the pages that carry it; absent where there is only one of the two. */
  comparison: z.array(comparedValue).optional(),
});
export type ReadPart = z.infer<typeof readPart>;

/** What reading a file delivers. */
export const reading = z.object({
  format: documentFormat,
  parts: z.array(readPart).min(1),
  findings: z.array(finding),
});
export type Reading = z.infer<typeof reading>;
