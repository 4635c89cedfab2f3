import { plainHeading } from './heading-words.ts';

/** Header fields whose values are told by the label before or above them. */
export type LabelledField =
  | 'invoiceNumber'
  | 'orderReference'
  | 'contractReference'
  | 'customerNumber'
  | 'issueDate'
  | 'dueDate'
  | 'deliveryDate';

/** Labels in eight languages, as `plainHeading` writes them; the first pattern that matches the whole label decides. */
const LABELS: readonly (readonly [LabelledField, RegExp])[] = [
  [
    'invoiceNumber',
    /^((tax )?invoice|inv|bill|credit note|rechnungs?|gutschrifts?|re|rg|beleg|facture|factura|fattura|factuur|faktura|faktura vat|fatura) ?(no|nr|number|num|numero|nummer|n|#|id)$/,
  ],
  ['invoiceNumber', /^(numero|n|no|nr|numer) ?(de |da |di )?(la )?(facture|factura|fattura|fatura|faktury)$/],
  [
    'orderReference',
    /^(your |customer |cust |purchase |ihre )?(p ?o|purchase order|order|bestellung|bestell|commande|bon de commande|pedido|ordine|bestel|inkooporder|zamowienie|encomenda) ?(no|nr|number|num|numero|nummer|n|#|ref|reference)$/,
  ],
  [
    'orderReference',
    /^(p o|po|purchase order|bestellung|commande|bestelling|pedido|ordine|zamowienie|encomenda|ihre bestellung|votre commande|your order|ordine d acquisto)$/,
  ],
  ['orderReference', /^(numero|n|no|nr|numer) ?(de |da |di |d )?(commande|pedido|ordine|encomenda|zamowienia)$/],
  [
    'contractReference',
    /^(contract|vertrags?|contrat|contrato|contratto|umowa) ?(no|nr|number|num|numero|nummer|n|#)$/,
  ],
  [
    'customerNumber',
    /^(customer|client|cust|kunden?|kd|klant|debiteur|cliente|klient) ?(no|nr|number|num|numero|nummer|n|#|id|code)$/,
  ],
  ['customerNumber', /^(code|codigo|codice|cod|numero|n|no|nr|numer) ?(de |do |d )?(client|cliente|klienta)$/],
  [
    'dueDate',
    /^(due date|payment due|payment due date|due|due on|due by|pay by|falligkeit|falligkeitsdatum|fallig|fallig am|zahlbar bis|zahlbar bis zum|date d echeance|echeance|fecha de vencimiento|vencimiento|data di scadenza|data scadenza|scadenza|vervaldatum|vervaldag|termin platnosci|data de vencimento|vencimento)$/,
  ],
  [
    'issueDate',
    /^(invoice date|date of invoice|date of issue|issue date|bill date|rechnungsdatum|belegdatum|date de (la )?facture|date de facturation|date d emission|fecha (de )?(factura|emision|expedicion)|data (di )?(fattura|emissione|documento)|factuurdatum|data (wystawienia|faktury)|data (de |da )?(emissao|fatura))$/,
  ],
  [
    'deliveryDate',
    /^(delivery date|date of supply|date of delivery|lieferdatum|liefertag|leistungsdatum|date de livraison|fecha de entrega|data (di )?consegna|leverdatum|leveringsdatum|data (dostawy|sprzedazy)|data de entrega)$/,
  ],
];

/** @param text of one label, words joined by spaces */
export function labelledField(text: string): LabelledField | null {
  const plain = plainHeading(text);
  return LABELS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
