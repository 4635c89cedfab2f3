/** What the heading of a table column says of the numbers under it. */
export type HeadingKind =
  | 'quantity'
  | 'unitPrice'
  | 'lineTotal'
  | 'taxRate'
  | 'discount'
  | 'unit'
  | 'sellerItemId'
  | 'description'
  | 'position'
  | 'other';

/**
 * Headings in English, German, French, Spanish, Italian, Dutch, Polish and Portuguese, without marks and in lower case;
 * the first pattern that matches the whole heading decides. `other`: columns that hold no value of a line item.
 */
const HEADINGS: readonly (readonly [HeadingKind, RegExp])[] = [
  [
    'position',
    /^(pos|position|posicion|posizione|poz|pozycja|lfd|lfd ?nr|nr|no|n|#|lp|l p|item ?(no|#)?|line|line no|ligne|riga|regel|linha|sr ?no|s ?no|sl ?no)$/,
  ],
  ['other', /^(date|datum|data|fecha|day|tag|serial|hsn|sac|hsn sac|hsn code|cgst|sgst|igst|mrp)$/],
  [
    'other',
    /^(vat|tax|gst|mwst|ust|steuer|tva|taxe|iva|btw|podatek|kwota|importe|montant|importo|bedrag|imposta) ?(vat|tva|iva|btw|impuestos?|amount|amt|betrag|bedrag|valor|value|eur|€|\$|£)$/,
  ],
  [
    'other',
    /^(brutto|gross|ttc|bruto|lordo|wartosc brutto|montant ttc|total ttc|gross amount|gross value|bruttobetrag|total brutto)$/,
  ],
  [
    'unitPrice',
    /^(e ?|einzel|stuck|netto ?|einheits?|verkaufs)?(preis)( (netto|ht|eur|€|einheit|stk|stuck|pro einheit|je einheit|in eur|in €))*$/,
  ],
  [
    'unitPrice',
    /^(net |sales |list |item )?(unit ?(price|cost|rate|value)|price each|cost|rate|price)( (net|price|cost|value|excl|ex|vat|tax|eur|usd|gbp|€|\$|£|ht|per unit|unit|each))*$/,
  ],
  ['unitPrice', /^(prix|p ?u|pu|tarif)( (unitaire|unit|u|net|ht|hors|taxe|taxes|€|eur))*$/],
  [
    'unitPrice',
    /^(precio|prezzo|preco|prijs|stukprijs|eenheidsprijs|cena|cena jedn|prz unit|valor unitario|vl unit)( (unitario|unit|unitaria|unidad|un|unita|netto|jedn|jednostkowa|jedn netto|per stuk|per eenheid|p u|s iva|sin iva|€|eur))*$/,
  ],
  [
    'lineTotal',
    /^(gesamt|gesamtpreis|gesamtbetrag|g ?preis|gesamtsumme|summe|betrag|nettobetrag|netto|total|totaal|totale|totali|totaux|subtotal|sub total|sum|amount|amt|value|montant|importe|importo|bedrag|valor|wartosc|kwota|line total|net amount|net value|extended price|extension|ext price|total price|total amount|montante)( (netto|net|neto|ht|hors|taxes?|eur|usd|gbp|€|\$|£|ex|excl|vat|tax|iva|btw|s iva|in eur|in €|h t|amount|price|value|line|ligne|linea|linha|total|gesamt))*$/,
  ],
  [
    'taxRate',
    /^(vat|tax|gst|mwst|ust|steuer|steuersatz|tva|taxe|iva|btw|vat rate|tax rate|tva taux|taux tva|ust satz|mwst satz|stawka vat|tipo iva|aliquota|aliquota iva|taxa iva)( ?(%|rate|satz|in %|taux|code|perc))*$/,
  ],
  ['discount', /^(rabatt|discount|disc|remise|descuento|dto|sconto|korting|rabat|desconto|desc)( ?(%|in %))*$/],
  [
    'quantity',
    /^(menge|anzahl|anz|qty|quantity|quant|hours|hrs|stunden|qte|quantite|qt|cant|cantidad|quantita|q ta|qta|aantal|ilosc|qtd|qtde|quantidade|stk|stuck|pcs|units|pieces|bestellmenge)( (std|stk|hrs|shipped|ordered))?$/,
  ],
  ['unit', /^(einheit|einh|me|unite|unidad|unita|eenheid|jm|j m|um|u m|uom|unidade|jedn)$/],
  [
    'sellerItemId',
    /^((art|artikel|item|product|produkt|material|teile|best|bestell|article|articulo|articolo|stock|part) ?(nr|no|num|nummer|number|code|id|#)|artikelnummer|artnr|sku|ref|reference|referenz|referencia|code|codigo|codice|cod|kod|indeks|isbn|ean|gtin)$/,
  ],
  [
    'description',
    /^(beschreibung|bezeichnung|artikelbezeichnung|leistung|leistungen|artikel|produkt|ware|text|description|product|products|item|items|service|services|details?|particulars|designation|libelle|article|prestation|descripcion|concepto|producto|descrizione|prodotto|omschrijving|nazwa|nazwa towaru|usluga|opis|descricao|designacao|produto|item description|product description|description of goods)$/,
  ],
];

const MARKS = /\p{M}/gu;
const NEITHER = /[^\p{L}\p{N}%#€$£]+/gu;

/** Lower case, without marks; points and hyphens are spaces. */
export const plainHeading = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').replaceAll('ł', 'l').toLowerCase().replace(NEITHER, ' ').trim();

/** @param text of one heading, words joined by spaces */
export function headingKind(text: string): HeadingKind | null {
  const plain = plainHeading(text);
  return HEADINGS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
