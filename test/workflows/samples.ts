import type { Page, Word } from '../../schemas/words.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Words JSON with one `field: value` a line; `[value, confidence]` for a word that was hard to read. */
export function wordsFile(fields: Record<string, string | [string, number]>): Uint8Array {
  const words: Word[] = [{ text: 'Invoice', box: [40, 20, 120, 36] }];
  for (const [line, [field, given]] of Object.entries(fields).entries()) {
    const [value, confidence] = typeof given === 'string' ? [given] : given;
    const top = 60 + line * 20;
    words.push({ text: `${field}:`, box: [40, top, 140, top + 12] });
    words.push({ text: value, box: [160, top, 320, top + 12], ...(confidence === undefined ? {} : { confidence }) });
  }
  const pages: Page[] = [{ width: 595, height: 842, source: 'text', words }];
  return encode(JSON.stringify({ pages }));
}

export const soundFields = {
  invoiceNumber: 'INV-2031',
  issueDate: '2024-03-05',
  sellerName: 'Nordlicht',
  currency: 'EUR',
  totalNet: '100.00',
  totalTax: '19.00',
  totalGross: '119.00',
} as const;

/** Words JSON of a printed page, a line a string; words lie where a typewriter would put them. */
export function printedPage(lines: readonly string[]): Uint8Array {
  const words = lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => {
      const left = 40 + index * 6;
      const top = 40 + row * 18;
      return { text, box: [left, top, left + text.length * 6, top + 12] };
    }),
  );
  return encode(JSON.stringify({ pages: [{ width: 595, height: 842, words }] }));
}

/** UBL, made up: a sum that closes and nothing else of note. */
export const ublInvoice = encode(`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>SYN-1001</cbc:ID>
  <cbc:IssueDate>2024-02-01</cbc:IssueDate>
  <cbc:DueDate>2024-03-01</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Synthetic Seller</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Synthetic Buyer</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount>
    <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount>
      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
    </cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">4</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Bracket</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
</Invoice>`);

const fatturaBody = (number: string, net: string, tax: string, gross: string) => `<FatturaElettronicaBody>
    <DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento><Divisa>EUR</Divisa>
      <Data>2024-02-0${number}</Data><Numero>SYN/${number}</Numero>
      <ImportoTotaleDocumento>${gross}</ImportoTotaleDocumento></DatiGeneraliDocumento></DatiGenerali>
    <DatiBeniServizi>
      <DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Servizio</Descrizione><Quantita>1.00</Quantita>
        <PrezzoUnitario>${net}</PrezzoUnitario><PrezzoTotale>${net}</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA>
      </DettaglioLinee>
      <DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>${net}</ImponibileImporto>
        <Imposta>${tax}</Imposta></DatiRiepilogo>
    </DatiBeniServizi>
  </FatturaElettronicaBody>`;

/** FatturaPA, made up, with two invoices in one file. */
export const twoInvoices = encode(`<?xml version="1.0" encoding="UTF-8"?>
<p:FatturaElettronica versione="FPR12" xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">
  <FatturaElettronicaHeader>
    <CedentePrestatore><DatiAnagrafici>
      <IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>12345670017</IdCodice></IdFiscaleIVA>
      <Anagrafica><Denominazione>Venditore Finto</Denominazione></Anagrafica></DatiAnagrafici></CedentePrestatore>
    <CessionarioCommittente><DatiAnagrafici>
      <Anagrafica><Denominazione>Cliente Finto</Denominazione></Anagrafica></DatiAnagrafici></CessionarioCommittente>
  </FatturaElettronicaHeader>
  ${fatturaBody('1', '100.00', '22.00', '122.00')}
  ${fatturaBody('2', '50.00', '11.00', '61.00')}
</p:FatturaElettronica>`);

/** Starts like a PDF and ends at once. */
export const brokenPdf = encode('%PDF-1.7\n1 0 obj\n<< /Type /Catalog');
