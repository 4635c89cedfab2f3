import type { Delivery, EnInvoice, PaymentMeans } from '../../../schemas/en16931/invoice.ts';
import type { Party } from '../../../schemas/en16931/party.ts';
import type { VatTotal } from '../../../schemas/en16931/vat.ts';
import { Cursor } from '../cursor.ts';
import type { XmlElement } from '../parse-xml.ts';
import { readAllowanceCharge, readCategory, readDocumentReference, readLine, readPeriod } from './read-line.ts';
import { readAddress, readNamedParty, readParty } from './read-party.ts';

function readSide(root: Cursor, name: string): Party | undefined {
  const side = root.first(name);
  const inner = side?.first('Party');
  if (inner) return readParty(inner);
  return side && { where: side.where, identifiers: [], taxRegistrations: [] };
}

function readDelivery(entry: Cursor): Delivery {
  const place = entry.first('DeliveryLocation/Address');
  return {
    where: entry.where,
    date: entry.term('ActualDeliveryDate'),
    locationId: entry.term('DeliveryLocation/ID'),
    address: place && readAddress(place),
    name: entry.term('DeliveryParty/PartyName/Name'),
  };
}

function readPaymentMeans(entry: Cursor): PaymentMeans {
  const account = entry.first('PayeeFinancialAccount');
  const card = entry.first('CardAccount');
  const code = entry.first('PaymentMeansCode');
  const name = code?.attribute('name');
  return {
    where: entry.where,
    code: entry.term('PaymentMeansCode'),
    text:
      code && name !== undefined ? { text: name, at: `${code.where.slice(entry.where.length + 1)}/@name` } : undefined,
    account: account && {
      where: account.where,
      id: account.term('ID'),
      isIban: /^[A-Z]{2}\d{2}/i.test(account.first('ID')?.element.text ?? ''),
      name: account.term('Name'),
    },
    serviceProvider: entry.term(
      'PayeeFinancialAccount/FinancialInstitutionBranch/ID',
      'PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID',
    ),
    card: card && { where: card.where, number: card.term('PrimaryAccountNumberID'), holder: card.term('HolderName') },
    debitedAccount: entry.term('PaymentMandate/PayerFinancialAccount/ID'),
  };
}

function readTotals(root: Cursor): EnInvoice['totals'] {
  const sums = root.first('LegalMonetaryTotal');
  return (
    sums && {
      where: sums.where,
      lines: sums.term('LineExtensionAmount'),
      allowances: sums.term('AllowanceTotalAmount'),
      charges: sums.term('ChargeTotalAmount'),
      net: sums.term('TaxExclusiveAmount'),
      gross: sums.term('TaxInclusiveAmount'),
      paid: sums.term('PrepaidAmount'),
      rounding: sums.term('PayableRoundingAmount'),
      due: sums.term('PayableAmount'),
    }
  );
}

function readVatTotal(entry: Cursor): VatTotal {
  return {
    where: entry.where,
    amount: entry.term('TaxAmount'),
    breakdown: entry.all('TaxSubtotal').map((part) => ({
      where: part.where,
      base: part.term('TaxableAmount'),
      tax: part.term('TaxAmount'),
      categories: part.all('TaxCategory').map(readCategory),
    })),
  };
}

/** "#AAI#text": UBL has the subject code of a note (BT-21) before its text. */
function readNotes(root: Cursor): EnInvoice['notes'] {
  return root.terms('Note').map((note) => {
    const [, subject, text] = /^#([^#]{3})#(.*)$/u.exec(note.text) ?? [];
    if (subject === undefined || text === undefined) return { where: root.where, text: note };
    return { where: root.where, text: { ...note, text }, subject: { ...note, text: subject } };
  });
}

function readReferences(root: Cursor) {
  return {
    buyerReference: root.term('BuyerReference'),
    project: root.term('ProjectReference/ID'),
    contract: root.term('ContractDocumentReference/ID'),
    order: root.term('OrderReference/ID'),
    salesOrder: root.term('OrderReference/SalesOrderID'),
    receivingAdvice: root.term('ReceiptDocumentReference/ID'),
    despatchAdvice: root.term('DespatchDocumentReference/ID'),
    tender: root.term('OriginatorDocumentReference/ID'),
    accountingReference: root.term('AccountingCost'),
    precedingInvoices: root.all('BillingReference').map((entry) => ({
      where: entry.where,
      id: entry.term('InvoiceDocumentReference/ID'),
      date: entry.term('InvoiceDocumentReference/IssueDate'),
    })),
    documents: root.all('AdditionalDocumentReference').map(readDocumentReference),
  };
}

/** Reads a UBL 2.1 Invoice or CreditNote (EN 16931-3-2): Peppol BIS, XRechnung UBL and every other profile. */
export function readUbl(element: XmlElement): EnInvoice {
  const root = new Cursor(element);
  const isCreditNote = element.name === 'CreditNote';
  const payee = root.first('PayeeParty');
  const representative = root.first('TaxRepresentativeParty');
  return {
    where: root.where,
    syntax: isCreditNote ? 'UBL CreditNote' : 'UBL Invoice',
    specification: root.term('CustomizationID'),
    businessProcess: root.term('ProfileID'),
    number: root.term('ID'),
    issueDate: root.term('IssueDate'),
    typeCode: root.term('InvoiceTypeCode', 'CreditNoteTypeCode'),
    currency: root.term('DocumentCurrencyCode'),
    taxCurrency: root.term('TaxCurrencyCode'),
    taxPointDates: root.terms('TaxPointDate'),
    taxPointCodes: [],
    dueDates: root.terms('DueDate', 'PaymentMeans/PaymentDueDate', 'PaymentTerms/PaymentDueDate'),
    paymentTerms: root.terms('PaymentTerms/Note'),
    ...readReferences(root),
    notes: readNotes(root),
    seller: readSide(root, 'AccountingSupplierParty'),
    buyer: readSide(root, 'AccountingCustomerParty'),
    payee: payee && readNamedParty(payee),
    taxRepresentative: representative && readNamedParty(representative),
    deliveries: root.all('Delivery').map(readDelivery),
    periods: root.all('InvoicePeriod').map(readPeriod),
    paymentMeans: root.all('PaymentMeans').map(readPaymentMeans),
    remittances: root.terms('PaymentMeans/PaymentID'),
    mandate: root.term('PaymentMeans/PaymentMandate/ID'),
    allowanceCharges: root.all('AllowanceCharge').map(readAllowanceCharge),
    totals: readTotals(root),
    thirdPartyPayments: root.all('PrepaidPayment').map((entry) => ({
      where: entry.where,
      amount: entry.term('PaidAmount'),
    })),
    vatTotals: root.all('TaxTotal').map(readVatTotal),
    lines: [...root.all('InvoiceLine'), ...root.all('CreditNoteLine')].map(readLine),
  };
}
