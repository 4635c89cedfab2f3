import { comparable } from '../../schemas/comparable.ts';
import type { DocumentFields } from '../../schemas/document.ts';
import type { DocumentFacts } from '../../schemas/document-memory.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Page } from '../../schemas/words.ts';

/** More printed figures than this tell no more about a document. */
const MOST_FIGURES = 300;

function supplierKeys(fields: DocumentFields): string[] {
  const named: [string, FieldName][] = [
    ['vat', 'sellerVatId'],
    ['tax', 'sellerTaxNumber'],
    ['name', 'sellerName'],
  ];
  return named.flatMap(([kind, field]) => {
    const key = comparable(fields[field]?.value ?? '');
    return key === '' ? [] : [`${kind}:${key}`];
  });
}

function figuresOf(pages: readonly Page[]): string[] {
  const words = pages.flatMap((page) => page.words.map(({ text }) => comparable(text)));
  return [...new Set(words.filter((word) => /\d/.test(word)))].sort().slice(0, MOST_FIGURES);
}

/** What is kept of a document to hold later ones against. */
export function factsOf(
  source: { file: string; part: number; pages: readonly Page[] },
  fields: DocumentFields,
): DocumentFacts {
  const value = (field: FieldName) => fields[field]?.value ?? null;
  const compared = (field: FieldName) => comparable(value(field) ?? '') || null;
  return {
    file: source.file,
    part: source.part,
    supplierKeys: supplierKeys(fields),
    supplierName: value('sellerName'),
    number: compared('invoiceNumber'),
    gross: value('totalGross'),
    net: value('totalNet'),
    currency: value('currency'),
    issueDate: value('issueDate'),
    iban: compared('iban'),
    order: compared('orderReference'),
    figures: figuresOf(source.pages),
  };
}
