import type { DocumentKind, Routing } from '../schemas/document.ts';
import type { ReadPart } from '../schemas/reading.ts';
import { detectLanguage } from './language.ts';

/** What names a document's kind on its page, in the languages Docket reads; the earliest and largest mention wins. */
const titles: [Exclude<DocumentKind, 'other'>, RegExp][] = [
  [
    'credit-note',
    /\b(credit[\s-]?(?:note|memo)|gutschrift|rechnungskorrektur|stornorechnung|avoir|note de cr[eé]dit|facture d'avoir|nota de cr[eé]dito|factura rectificativa|abono|nota di credito|creditnota|creditfactuur|faktura koryguj[aą]ca|korekta)\b/giu,
  ],
  [
    'receipt',
    /\b(receipt|cash bill|kassenbon|kassenbeleg|quittung|bon de caisse|ticket de caisse|re[cç]u|recibo|tique|scontrino|ricevuta|kassabon|bonnetje|paragon|tal[aã]o)\b/giu,
  ],
  ['invoice', /\b(tax invoice|invoice|rechnung|facture|factura|fattura|factuur|faktura|fatura)\b/giu],
];

/**
 * What says that the buyer wrote the bill: the mentions of Directive 2006/112/EC, article 226 (10a), other common words and
 * the code of UNTDID 1001. Its title may be that of a credit note ("Gutschrift"), yet it is an invoice.
 */
const selfBilled =
  /\b(self[\s-]?bill(?:ed|ing)|selbst ausgestellte rechnung|gutschriftsverfahren|auto-?facturation|facturaci[oó]n por el destinatario|auto-?fattura(?:zione)?|factuur uitgereikt door afnemer|samofakturowanie|autofatura[cç][aã]o)\b|\(389\)/iu;
const SELF_BILLED_CONFIDENCE = 0.9;

/** Words that only a bill has: without a title they still speak for an invoice. */
const billWords =
  /\b(total|subtotal|amount due|vat|mwst|ust|tva|iva|btw|gst|iban|betrag|summe|gesamt|netto|brutto|montant|importe|importo|totaal|bedrag|kwota|razem|valor)\b/giu;
const FEWEST_BILL_WORDS = 2;

function inferFromWords(text: string): { kind: DocumentKind; confidence: number } {
  const hits = titles.flatMap(([kind, pattern]) => {
    const first = text.search(pattern);
    return first < 0 ? [] : [{ kind, first, count: text.match(pattern)?.length ?? 0 }];
  });
  const [best] = hits.sort((a, b) => a.first - b.first);
  if (best) return { kind: best.kind, confidence: hits.length === 1 ? 0.9 : 0.7 };
  const bills = new Set(text.toLowerCase().match(billWords) ?? []).size;
  return bills >= FEWEST_BILL_WORDS ? { kind: 'invoice', confidence: 0.6 } : { kind: 'other', confidence: 0.6 };
}

/**
 * Kind, language and scope of one document. Exact data names its own kind; else the specialist's kind head, where one
 * has spoken; else the words of the page.
 */
export function routeDocument(
  part: ReadPart,
  inferred?: { value: DocumentKind; confidence: number; by: string },
): Routing {
  const text = part.pages.flatMap((page) => page.words.map((word) => word.text)).join(' ');
  const language = part.eInvoice?.language ?? detectLanguage(text);
  if (part.eInvoice)
    return {
      kind: part.eInvoice.kind,
      kindConfidence: 1,
      language,
      outOfScope: part.eInvoice.kind === 'other',
      by: 'xml',
    };
  if ((!inferred || inferred.value === 'credit-note') && selfBilled.test(text))
    return { kind: 'invoice', kindConfidence: SELF_BILLED_CONFIDENCE, language, outOfScope: false, by: 'rule' };
  if (inferred)
    return {
      kind: inferred.value,
      kindConfidence: inferred.confidence,
      language,
      outOfScope: inferred.value === 'other',
      by: inferred.by,
    };
  const { kind, confidence } = inferFromWords(text);
  return { kind, kindConfidence: confidence, language, outOfScope: kind === 'other', by: 'rule' };
}
