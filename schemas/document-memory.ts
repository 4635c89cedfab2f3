import { z } from 'zod';
import { currencyCode, decimalString, isoDate } from './primitives.ts';

/** What is kept of a document so that later ones can be held against it. */
export interface DocumentFacts {
  /** SHA-256 of the file. */
  file: string;
  part: number;
  /** Names of the supplier that compare equal: `vat:…`, `tax:…`, `name:…`. */
  supplierKeys: string[];
  supplierName: string | null;
  /** Letters and digits of the document's number, upper case. */
  number: string | null;
  gross: string | null;
  net: string | null;
  currency: string | null;
  issueDate: string | null;
  iban: string | null;
  /** Letters and digits of the order number, upper case. */
  order: string | null;
  /** Distinct printed words with digits, sorted: what two prints of one document share. */
  figures: string[];
}

/** An earlier case whose facts could touch a document. */
export interface EarlierDocument extends DocumentFacts {
  caseId: string;
  state: 'processing' | 'review' | 'accepted';
  /** ISO instant of its arrival. */
  receivedAt: string;
}

/** An order that invoices are matched with. */
export const purchaseOrder = z.strictObject({
  number: z.string().trim().min(1).max(100),
  supplierName: z.string().trim().min(1).max(300),
  currency: currencyCode,
  /** What was ordered, without tax. */
  totalNet: decimalString,
  orderedOn: isoDate.optional(),
});
export type PurchaseOrder = z.infer<typeof purchaseOrder>;
