import type { DocumentKind } from '../../schemas/document.ts';

/** UNTDID 1001 codes that EN 16931 uses for credit notes. */
const creditNotes = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '502', '503', '532']);
/** UNTDID 1001 codes that EN 16931 uses for invoices, with ZUGFeRD's 751 and 877. */
const invoices = new Set(
  [71, 80, 82, 84, 102, 130, 202, 203, 204, 211, 218, 219, 295, 325, 326, 331, 380, 382, 383, 384, 385, 386, 387, 388]
    .concat([389, 390, 393, 394, 395, 456, 457, 471, 472, 473, 500, 501, 527, 553, 575, 623, 633, 751, 780, 817, 870])
    .concat([875, 876, 877, 935])
    .map(String),
);

export function kindOf(typeCode: string | undefined): DocumentKind {
  return creditNotes.has(typeCode ?? '') ? 'credit-note' : 'invoice';
}

export function isKnownType(typeCode: string | null): boolean {
  return typeCode !== null && (creditNotes.has(typeCode) || invoices.has(typeCode));
}
