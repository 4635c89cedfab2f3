import type { Delivery, EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import { Cursor } from '../cursor.ts';
import type { XmlElement } from '../parse-xml.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { dateTerm } from './read-date.ts';
import { readDocumentReference, readLine, readPeriod } from './read-line.ts';
import { readAddress, readParty } from './read-party.ts';
import { readAllowanceCharges, readPaymentMeans, readTotals, readVatTotals } from './read-settlement.ts';

const present = (terms: (Term | undefined)[]): Term[] => terms.filter((term) => term !== undefined);

function readDocument(root: Cursor, { document, context }: Dialect) {
  return {
    specification: root.term(`${context}/GuidelineSpecifiedDocumentContextParameter/ID`),
    businessProcess: root.term(`${context}/BusinessProcessSpecifiedDocumentContextParameter/ID`),
    number: root.term(`${document}/ID`),
    issueDate: dateTerm(root, `${document}/IssueDateTime`),
    typeCode: root.term(`${document}/TypeCode`),
    language: root.term(`${document}/LanguageID`),
    notes: root.all(`${document}/IncludedNote`).map((note) => ({
      where: note.where,
      text: note.term('Content'),
      subject: note.term('SubjectCode'),
    })),
  };
}

function readAgreement(root: Cursor, path: string, deliveryPath: string) {
  const party = (name: string) => {
    const found = root.first(`${path}/${name}`);
    return found && readParty(found);
  };
  const number = (name: string, within = path) =>
    root.term(`${within}/${name}/IssuerAssignedID`, `${within}/${name}/ID`);
  const documents = root.all(`${path}/AdditionalReferencedDocument`).map(readDocumentReference);
  const isTender = ({ typeCode }: (typeof documents)[number]) => typeCode?.text === '50';
  return {
    buyerReference: root.term(`${path}/BuyerReference`),
    project: root.term(`${path}/SpecifiedProcuringProject/ID`),
    contract: number('ContractReferencedDocument'),
    order: number('BuyerOrderReferencedDocument'),
    salesOrder: number('SellerOrderReferencedDocument'),
    receivingAdvice: number('ReceivingAdviceReferencedDocument', deliveryPath),
    despatchAdvice: number('DespatchAdviceReferencedDocument', deliveryPath),
    tender: documents.find(isTender)?.id,
    documents,
    seller: party('SellerTradeParty'),
    buyer: party('BuyerTradeParty'),
    taxRepresentative: party('SellerTaxRepresentativeTradeParty'),
  };
}

function readDelivery(entry: Cursor): Delivery {
  const place = entry.first('ShipToTradeParty/PostalTradeAddress');
  return {
    where: entry.where,
    date: dateTerm(entry, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime'),
    locationId: entry.term('ShipToTradeParty/GlobalID', 'ShipToTradeParty/ID'),
    address: place && readAddress(place),
    name: entry.term('ShipToTradeParty/Name'),
  };
}

function readSettlement(root: Cursor, path: string, names: Dialect) {
  const settlement = root.first(path);
  const all = (name: string) => settlement?.all(name) ?? [];
  const party = (name: string) => {
    const found = settlement?.first(name);
    return found && readParty(found);
  };
  return {
    currency: root.term(`${path}/InvoiceCurrencyCode`),
    taxCurrency: root.term(`${path}/TaxCurrencyCode`),
    taxPointDates: present([dateTerm(root, `${path}/ApplicableTradeTax/TaxPointDate`)]),
    taxPointCodes: root.terms(`${path}/ApplicableTradeTax/DueDateTypeCode`),
    dueDates: present([dateTerm(root, `${path}/SpecifiedTradePaymentTerms/DueDateDateTime`)]),
    paymentTerms: root.terms(`${path}/SpecifiedTradePaymentTerms/Description`),
    accountingReference: root.term(`${path}/ReceivableSpecifiedTradeAccountingAccount/ID`),
    precedingInvoices: all('InvoiceReferencedDocument').map((entry) => ({
      where: entry.where,
      id: entry.term('IssuerAssignedID', 'ID'),
      date: dateTerm(entry, 'FormattedIssueDateTime'),
    })),
    payee: party('PayeeTradeParty'),
    invoicee: party('InvoiceeTradeParty'),
    periods: all('BillingSpecifiedPeriod').map(readPeriod),
    paymentMeans: all('SpecifiedTradeSettlementPaymentMeans').map(readPaymentMeans),
    remittances: root.terms(`${path}/PaymentReference`),
    mandate: root.term(`${path}/SpecifiedTradePaymentTerms/DirectDebitMandateID`),
    creditorId: root.term(`${path}/CreditorReferenceID`),
    allowanceCharges: settlement ? readAllowanceCharges(settlement) : [],
    totals: settlement && readTotals(settlement, names),
    thirdPartyPayments: all('SpecifiedFinancialAdjustment').map((entry) => ({
      where: entry.where,
      amount: entry.term('ActualAmount'),
    })),
    vatTotals: settlement ? readVatTotals(settlement, names) : [],
  };
}

/** Reads a Cross Industry Invoice: ZUGFeRD 1.0 (and its drafts) to 2.x, Factur-X in every profile, XRechnung CII. */
export function readCii(element: XmlElement): EnInvoice {
  const root = new Cursor(element);
  const names = dialectOf(element);
  const { transaction, agreement, delivery, settlement } = names;
  return {
    where: root.where,
    syntax: names.syntax,
    ...readDocument(root, names),
    ...readAgreement(root, `${transaction}/${agreement}`, `${transaction}/${delivery}`),
    deliveries: root.all(`${transaction}/${delivery}`).map(readDelivery),
    ...readSettlement(root, `${transaction}/${settlement}`, names),
    lines: root.all(`${transaction}/IncludedSupplyChainTradeLineItem`).map((line) => readLine(line, names)),
  };
}
