import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import type { InvoiceLine } from '../../schemas/en16931/line.ts';
import type { Address, Party } from '../../schemas/en16931/party.ts';
import type { Term } from '../../schemas/en16931/term.ts';
import type { VatTotal } from '../../schemas/en16931/vat.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { kindOf } from './document-type.ts';
import { address, amount, compact, date, period, perUnit, plainDecimal, present, sumOf } from './normalise.ts';

/** The text of the first term that has one. */
function textOf(...terms: (Term | undefined)[]): string | undefined {
  return terms.find((term) => term !== undefined && term.text !== '')?.text;
}

function addressOf(place: Address | undefined): string | undefined {
  const street = textOf(place?.line1);
  const number = textOf(place?.buildingNumber);
  const first = street && number ? `${street} ${number}` : street;
  return address([first, textOf(place?.line2), textOf(place?.line3)], textOf(place?.postCode), textOf(place?.city));
}

function registrationOf(party: Party | undefined, isVat: boolean): string | undefined {
  return textOf(...(party?.taxRegistrations ?? []).filter((entry) => entry.isVat === isVat).map(({ id }) => id));
}

/** The number under which a party is known to the other; global numbers (GLN and such) are none. */
function customerNumber(party: Party | undefined): string | undefined {
  return textOf(...(party?.identifiers ?? []).filter(({ at }) => !at.includes('GlobalID')));
}

/** A line's discount: the sum of its allowances. */
function discountOf({ allowanceCharges }: InvoiceLine): string | undefined {
  return sumOf(allowanceCharges.filter(({ isCharge }) => isCharge === false).map((entry) => textOf(entry.amount)));
}

function lineOf(line: InvoiceLine, syntax: EnInvoice['syntax']): EInvoice['lines'][number] {
  const { item, price, quantity } = line;
  const unitPrice = textOf(price?.net, syntax === 'CII' ? price?.gross : undefined);
  return present({
    description: textOf(item.name, item.description, line.note),
    sellerItemId: textOf(item.sellerId),
    quantity: plainDecimal(textOf(quantity)),
    unit: quantity?.unit,
    unitPrice: perUnit(unitPrice, textOf(price?.baseQuantity)),
    discount: discountOf(line),
    taxRate: plainDecimal(textOf(...item.categories.map(({ rate }) => rate))),
    lineTotal: amount(textOf(line.netAmount)),
  });
}

/** The VAT total in the document's currency; a second one may state the tax in the accounting currency (BT-111). */
function mainVatTotal({ vatTotals, currency }: EnInvoice): VatTotal | undefined {
  return vatTotals.find((total) => currency?.text && total.amount?.currency === currency.text) ?? vatTotals[0];
}

function partyFields(invoice: EnInvoice) {
  const { seller, buyer, payee, invoicee, syntax } = invoice;
  const [delivery] = invoice.deliveries;
  const isUbl = syntax === 'UBL Invoice' || syntax === 'UBL CreditNote';
  return {
    customerNumber: customerNumber(buyer),
    sellerName: textOf(seller?.name, seller?.tradingName),
    sellerAddress: addressOf(seller?.address),
    sellerVatId: compact(registrationOf(seller, true)),
    sellerTaxNumber: registrationOf(seller, false),
    buyerName: textOf(buyer?.name, buyer?.tradingName),
    buyerAddress: addressOf(buyer?.address),
    buyerVatId: compact(registrationOf(buyer, true)),
    buyerTaxNumber: registrationOf(buyer, false),
    billToName: textOf(invoicee?.name, invoicee?.tradingName),
    billToAddress: addressOf(invoicee?.address),
    shipToName: textOf(delivery?.name),
    shipToAddress: addressOf(delivery?.address),
    remitToName: textOf(payee?.name, isUbl ? undefined : payee?.tradingName),
    remitToAddress: addressOf(payee?.address),
  };
}

function paymentFields({ paymentMeans, paymentTerms, remittances, dueDates }: EnInvoice) {
  const accounts = paymentMeans.flatMap(({ account }) => account ?? []);
  return {
    dueDate: date(textOf(...dueDates)),
    paymentTerms: textOf(...paymentTerms),
    paymentReference: textOf(...remittances),
    iban: compact(textOf(...accounts.filter(({ isIban }) => isIban).map(({ id }) => id))),
    bic: compact(textOf(...paymentMeans.map(({ serviceProvider }) => serviceProvider))),
    accountNumber: textOf(...accounts.filter(({ isIban }) => !isIban).map(({ id }) => id)),
  };
}

function totalFields({ totals, currency }: EnInvoice, vat: VatTotal | undefined) {
  return {
    totalNet: amount(textOf(totals?.net, totals?.lines)),
    totalDiscount: amount(textOf(totals?.allowances)),
    totalCharges: amount(textOf(totals?.charges)),
    totalTax: amount(textOf(vat?.amount)),
    totalGross: amount(textOf(totals?.gross)),
    totalPrepaid: amount(textOf(totals?.paid)),
    amountDue: amount(textOf(totals?.due)),
    currency: textOf(currency),
  };
}

/**
 * An invoice of EN 16931 in Docket's vocabulary: the one place where this is derived, for every syntax. A credit note keeps
 * the signs it was written with.
 */
export function deriveEInvoice(invoice: EnInvoice): EInvoice {
  const { syntax, typeCode, deliveries } = invoice;
  const vat = mainVatTotal(invoice);
  const [billed] = invoice.periods;
  return {
    syntax: syntax === 'UBL Invoice' || syntax === 'UBL CreditNote' ? 'UBL' : syntax,
    profile: textOf(invoice.specification) ?? null,
    typeCode: textOf(typeCode) ?? null,
    kind: syntax === 'UBL CreditNote' ? 'credit-note' : kindOf(textOf(typeCode)),
    language: textOf(invoice.language)?.toLowerCase() ?? null,
    fields: present({
      invoiceNumber: textOf(invoice.number),
      issueDate: date(textOf(invoice.issueDate)),
      deliveryDate: date(textOf(...deliveries.map((entry) => entry.date))),
      servicePeriod: period(textOf(billed?.start), textOf(billed?.end)),
      orderReference: textOf(invoice.order),
      contractReference: textOf(invoice.contract),
      ...partyFields(invoice),
      ...paymentFields(invoice),
      ...totalFields(invoice, vat),
    }),
    lines: invoice.lines.map((line) => lineOf(line, syntax)),
    taxes: (vat?.breakdown ?? []).map(({ base, tax, categories }) =>
      present({
        rate: plainDecimal(textOf(...categories.map(({ rate }) => rate))),
        base: amount(textOf(base)),
        amount: amount(textOf(tax)),
      }),
    ),
    content: invoice,
  };
}
