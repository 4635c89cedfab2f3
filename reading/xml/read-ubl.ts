import type { EInvoice } from '../../schemas/reading.ts';
import { kindOf } from './document-type.ts';
import { address, amount, compact, date, period, perUnit, plainDecimal, present, sumOf } from './normalise.ts';
import type { XmlElement } from './parse-xml.ts';
import { all, first, textAt, textWith } from './select.ts';

function postalAddress(place: XmlElement | undefined): string | undefined {
  const lines = ['StreetName', 'AdditionalStreetName', 'AddressLine/Line'].map((line) => textAt(place, line));
  const number = textAt(place, 'BuildingNumber');
  if (number && lines[0]) lines[0] = `${lines[0]} ${number}`;
  return address(lines, textAt(place, 'PostalZone'), textAt(place, 'CityName'));
}

function party(element: XmlElement | undefined) {
  const registrations = all(element, 'PartyTaxScheme');
  const isVat = (entry: XmlElement) => textAt(entry, 'TaxScheme/ID') === 'VAT';
  return {
    name: textAt(element, 'PartyLegalEntity/RegistrationName', 'PartyName/Name'),
    address: postalAddress(first(element, 'PostalAddress')),
    vatId: compact(textAt(registrations.find(isVat), 'CompanyID')),
    taxNumber: textAt(
      registrations.find((entry) => !isVat(entry)),
      'CompanyID',
    ),
  };
}

const isCharge = (element: XmlElement) => ['true', '1'].includes(textAt(element, 'ChargeIndicator') ?? '');

function readLine(line: XmlElement): EInvoice['lines'][number] {
  const item = first(line, 'Item');
  const quantity = first(line, 'InvoicedQuantity') ?? first(line, 'CreditedQuantity');
  const discounts = all(line, 'AllowanceCharge').filter((entry) => !isCharge(entry));
  return present({
    description: textAt(item, 'Name', 'Description'),
    sellerItemId: textAt(item, 'SellersItemIdentification/ID'),
    quantity: plainDecimal(quantity?.text),
    unit: quantity?.attributes.get('unitCode'),
    unitPrice: perUnit(textAt(line, 'Price/PriceAmount'), textAt(line, 'Price/BaseQuantity')),
    discount: sumOf(discounts.map((entry) => textAt(entry, 'Amount'))),
    taxRate: plainDecimal(textAt(item, 'ClassifiedTaxCategory/Percent')),
    lineTotal: amount(textAt(line, 'LineExtensionAmount')),
  });
}

/** The tax total in the document's currency; a second one may state the tax in the accounting currency (BT-111). */
function taxTotal(root: XmlElement, currency: string | undefined): XmlElement | undefined {
  const totals = all(root, 'TaxTotal');
  const ofCurrency = totals.find((total) => currency && textWith(total, 'TaxAmount', 'currencyID', currency));
  return ofCurrency ?? totals[0];
}

function account(root: XmlElement): { iban: string | undefined; bic: string | undefined; number: string | undefined } {
  const payee = all(root, 'PaymentMeans/PayeeFinancialAccount').find((entry) => textAt(entry, 'ID') !== undefined);
  const id = textAt(payee, 'ID');
  const bic = compact(
    textAt(payee, 'FinancialInstitutionBranch/ID', 'FinancialInstitutionBranch/FinancialInstitution/ID'),
  );
  const isIban = /^[A-Z]{2}\d{2}/i.test(id ?? '');
  return { iban: isIban ? compact(id) : undefined, bic, number: isIban ? undefined : id };
}

/** Reads a UBL 2.1 Invoice or CreditNote: Peppol BIS, XRechnung UBL and every other EN 16931 profile. */
export function readUbl(root: XmlElement): EInvoice {
  const isCreditNote = root.name === 'CreditNote';
  const [seller, buyer] = ['AccountingSupplierParty/Party', 'AccountingCustomerParty/Party'].map((path) =>
    first(root, path),
  );
  const [from, to] = [party(seller), party(buyer)];
  const payee = party(first(root, 'PayeeParty'));
  const delivery = first(root, 'Delivery');
  const currency = textAt(root, 'DocumentCurrencyCode');
  const typeCode = textAt(root, 'InvoiceTypeCode', 'CreditNoteTypeCode');
  const sums = first(root, 'LegalMonetaryTotal');
  const sum = (name: string) => amount(textAt(sums, name));
  const tax = taxTotal(root, currency);
  const paid = account(root);
  const billed = first(root, 'InvoicePeriod');
  return {
    syntax: 'UBL',
    profile: textAt(root, 'CustomizationID') ?? null,
    typeCode: typeCode ?? null,
    kind: isCreditNote ? 'credit-note' : kindOf(typeCode),
    language: null,
    fields: present({
      invoiceNumber: textAt(root, 'ID'),
      issueDate: date(textAt(root, 'IssueDate')),
      dueDate: date(textAt(root, 'DueDate', 'PaymentMeans/PaymentDueDate', 'PaymentTerms/PaymentDueDate')),
      deliveryDate: date(textAt(delivery, 'ActualDeliveryDate')),
      servicePeriod: period(textAt(billed, 'StartDate'), textAt(billed, 'EndDate')),
      orderReference: textAt(root, 'OrderReference/ID'),
      contractReference: textAt(root, 'ContractDocumentReference/ID'),
      customerNumber: textAt(buyer, 'PartyIdentification/ID'),
      paymentTerms: textAt(root, 'PaymentTerms/Note'),
      paymentReference: textAt(root, 'PaymentMeans/PaymentID'),
      sellerName: from.name,
      sellerAddress: from.address,
      sellerVatId: from.vatId,
      sellerTaxNumber: from.taxNumber,
      buyerName: to.name,
      buyerAddress: to.address,
      buyerVatId: to.vatId,
      buyerTaxNumber: to.taxNumber,
      billToName: undefined,
      billToAddress: undefined,
      shipToName: textAt(delivery, 'DeliveryParty/PartyName/Name'),
      shipToAddress: postalAddress(first(delivery, 'DeliveryLocation/Address')),
      remitToName: payee.name,
      remitToAddress: payee.address,
      iban: paid.iban,
      bic: paid.bic,
      accountNumber: paid.number,
      totalNet: sum('TaxExclusiveAmount') ?? sum('LineExtensionAmount'),
      totalDiscount: sum('AllowanceTotalAmount'),
      totalCharges: sum('ChargeTotalAmount'),
      totalTax: amount(textAt(tax, 'TaxAmount')),
      totalGross: sum('TaxInclusiveAmount'),
      totalPrepaid: sum('PrepaidAmount'),
      amountDue: sum('PayableAmount'),
      currency,
    }),
    lines: all(root, isCreditNote ? 'CreditNoteLine' : 'InvoiceLine').map(readLine),
    taxes: all(tax, 'TaxSubtotal').map((entry) =>
      present({
        rate: plainDecimal(textAt(entry, 'TaxCategory/Percent', 'Percent')),
        base: amount(textAt(entry, 'TaxableAmount')),
        amount: amount(textAt(entry, 'TaxAmount')),
      }),
    ),
  };
}
