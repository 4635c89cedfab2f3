import { Decimal } from 'decimal.js';
import type { EInvoice } from '../../schemas/reading.ts';
import { address, amount, compact, date, period, plainDecimal, present, sumOf } from './normalise.ts';
import type { XmlElement } from './parse-xml.ts';
import { all, first, textAt } from './select.ts';

/** TipoDocumento values that credit the buyer. */
const creditNotes = new Set(['TD04', 'TD08']);

function party(element: XmlElement | undefined) {
  const person = first(element, 'DatiAnagrafici');
  const place = first(element, 'Sede');
  const names = [textAt(person, 'Anagrafica/Nome'), textAt(person, 'Anagrafica/Cognome')].filter(Boolean);
  const vat = [textAt(person, 'IdFiscaleIVA/IdPaese'), textAt(person, 'IdFiscaleIVA/IdCodice')];
  return {
    name: textAt(person, 'Anagrafica/Denominazione') ?? (names.length > 0 ? names.join(' ') : undefined),
    address: address(
      [textAt(place, 'Indirizzo'), textAt(place, 'NumeroCivico')],
      textAt(place, 'CAP'),
      textAt(place, 'Comune'),
    ),
    vatId: vat[1] === undefined ? undefined : compact(vat.join('')),
    taxNumber: textAt(person, 'CodiceFiscale'),
  };
}

function readLine(line: XmlElement): EInvoice['lines'][number] {
  return present({
    description: textAt(line, 'Descrizione'),
    sellerItemId: textAt(line, 'CodiceArticolo/CodiceValore'),
    quantity: plainDecimal(textAt(line, 'Quantita')),
    unit: textAt(line, 'UnitaMisura'),
    unitPrice: amount(textAt(line, 'PrezzoUnitario')),
    discount: undefined,
    taxRate: plainDecimal(textAt(line, 'AliquotaIVA')),
    lineTotal: amount(textAt(line, 'PrezzoTotale')),
  });
}

function readBody(header: XmlElement | undefined, body: XmlElement, profile: string | null): EInvoice {
  const general = first(body, 'DatiGenerali');
  const document = first(general, 'DatiGeneraliDocumento');
  const goods = first(body, 'DatiBeniServizi');
  const payment = first(body, 'DatiPagamento/DettaglioPagamento');
  const [seller, buyer] = [party(first(header, 'CedentePrestatore')), party(first(header, 'CessionarioCommittente'))];
  const summaries = all(goods, 'DatiRiepilogo');
  const totalNet = sumOf(summaries.map((entry) => textAt(entry, 'ImponibileImporto')));
  const totalTax = sumOf(summaries.map((entry) => textAt(entry, 'Imposta')));
  const stated = amount(textAt(document, 'ImportoTotaleDocumento'));
  const totalGross = stated ?? (totalNet && totalTax ? new Decimal(totalNet).plus(totalTax).toFixed(2) : undefined);
  const typeCode = textAt(document, 'TipoDocumento');
  const firstLine = first(goods, 'DettaglioLinee');
  return {
    syntax: 'FatturaPA',
    profile,
    typeCode: typeCode ?? null,
    kind: creditNotes.has(typeCode ?? '') ? 'credit-note' : 'invoice',
    language: null,
    fields: present({
      invoiceNumber: textAt(document, 'Numero'),
      issueDate: date(textAt(document, 'Data')),
      dueDate: date(textAt(payment, 'DataScadenzaPagamento')),
      deliveryDate: date(textAt(general, 'DatiDDT/DataDDT')),
      servicePeriod: period(textAt(firstLine, 'DataInizioPeriodo'), textAt(firstLine, 'DataFinePeriodo')),
      orderReference: textAt(general, 'DatiOrdineAcquisto/IdDocumento'),
      contractReference: textAt(general, 'DatiContratto/IdDocumento'),
      customerNumber: undefined,
      paymentTerms: textAt(body, 'DatiPagamento/CondizioniPagamento'),
      paymentReference: textAt(payment, 'CodicePagamento'),
      sellerName: seller.name,
      sellerAddress: seller.address,
      sellerVatId: seller.vatId,
      sellerTaxNumber: seller.taxNumber,
      buyerName: buyer.name,
      buyerAddress: buyer.address,
      buyerVatId: buyer.vatId,
      buyerTaxNumber: buyer.taxNumber,
      iban: compact(textAt(payment, 'IBAN')),
      bic: compact(textAt(payment, 'BIC')),
      totalNet,
      totalTax,
      totalGross,
      amountDue: sumOf(all(body, 'DatiPagamento/DettaglioPagamento').map((p) => textAt(p, 'ImportoPagamento'))),
      currency: textAt(document, 'Divisa'),
    }),
    lines: all(goods, 'DettaglioLinee').map(readLine),
    taxes: summaries.map((entry) =>
      present({
        rate: plainDecimal(textAt(entry, 'AliquotaIVA')),
        base: amount(textAt(entry, 'ImponibileImporto')),
        amount: amount(textAt(entry, 'Imposta')),
      }),
    ),
  };
}

/** Reads an Italian FatturaPA file: one header, and one invoice for every body. */
export function readFatturaPa(root: XmlElement): EInvoice[] {
  const header = first(root, 'FatturaElettronicaHeader');
  const profile = root.attributes.get('versione') ?? null;
  return all(root, 'FatturaElettronicaBody').map((body) => readBody(header, body, profile));
}
