import type { EInvoice, EInvoiceSyntax } from '../../schemas/reading.ts';
import { kindOf } from './document-type.ts';
import { address, amount, compact, date, period, perUnit, plainDecimal, present, sumOf } from './normalise.ts';
import type { XmlElement } from './parse-xml.ts';
import { all, first, textAt, textWith } from './select.ts';

/** UN/CEFACT Cross Industry Invoice: the first version (ZUGFeRD 1.0) names its parts otherwise than the later one. */
interface Dialect {
  syntax: EInvoiceSyntax;
  document: string;
  transaction: string;
  agreement: string;
  delivery: string;
  settlement: string;
  summation: string;
  line: string;
}

const current: Dialect = {
  syntax: 'CII',
  document: 'ExchangedDocument',
  transaction: 'SupplyChainTradeTransaction',
  agreement: 'ApplicableHeaderTradeAgreement',
  delivery: 'ApplicableHeaderTradeDelivery',
  settlement: 'ApplicableHeaderTradeSettlement',
  summation: 'SpecifiedTradeSettlementHeaderMonetarySummation',
  line: 'SpecifiedLineTrade',
};
const zugferd1: Dialect = {
  syntax: 'ZUGFeRD 1',
  document: 'HeaderExchangedDocument',
  transaction: 'SpecifiedSupplyChainTradeTransaction',
  agreement: 'ApplicableSupplyChainTradeAgreement',
  delivery: 'ApplicableSupplyChainTradeDelivery',
  settlement: 'ApplicableSupplyChainTradeSettlement',
  summation: 'SpecifiedTradeSettlementMonetarySummation',
  line: 'SpecifiedSupplyChainTrade',
};

const day = (element: XmlElement | undefined, path: string) =>
  date(textAt(element, `${path}/DateTimeString`, `${path}/DateString`, `${path}/DateTime`, path));

function party(element: XmlElement | undefined) {
  const place = first(element, 'PostalTradeAddress');
  return {
    name: textAt(element, 'Name', 'SpecifiedLegalOrganization/TradingBusinessName'),
    address: address(
      ['LineOne', 'LineTwo', 'LineThree'].map((line) => textAt(place, line)),
      textAt(place, 'PostcodeCode'),
      textAt(place, 'CityName'),
    ),
    vatId: compact(textWith(element, 'SpecifiedTaxRegistration/ID', 'schemeID', 'VA')),
    taxNumber: textWith(element, 'SpecifiedTaxRegistration/ID', 'schemeID', 'FC'),
  };
}

function allowance(element: XmlElement, charge: boolean): boolean {
  const indicator = textAt(element, 'ChargeIndicator/Indicator', 'ChargeIndicator');
  return indicator === (charge ? 'true' : 'false') || indicator === (charge ? '1' : '0');
}

function readLine(line: XmlElement, names: Dialect): EInvoice['lines'][number] {
  const product = first(line, 'SpecifiedTradeProduct');
  const agreement = first(line, `${names.line}Agreement`);
  const settlement = first(line, `${names.line}Settlement`);
  const quantity = first(line, `${names.line}Delivery/BilledQuantity`);
  const price =
    first(agreement, 'NetPriceProductTradePrice') ??
    (names === zugferd1 ? undefined : first(agreement, 'GrossPriceProductTradePrice'));
  const discounts = all(settlement, 'SpecifiedTradeAllowanceCharge').filter((entry) => allowance(entry, false));
  const total = ['SpecifiedTradeSettlementLineMonetarySummation', 'SpecifiedTradeSettlementMonetarySummation'];
  return present({
    description: textAt(product, 'Name') ?? textAt(line, 'AssociatedDocumentLineDocument/IncludedNote/Content'),
    sellerItemId: textAt(product, 'SellerAssignedID'),
    quantity: plainDecimal(quantity?.text),
    unit: quantity?.attributes.get('unitCode'),
    unitPrice: perUnit(textAt(price, 'ChargeAmount'), textAt(price, 'BasisQuantity')),
    discount: sumOf(discounts.map((entry) => textAt(entry, 'ActualAmount'))),
    taxRate: plainDecimal(
      textAt(settlement, 'ApplicableTradeTax/RateApplicablePercent', 'ApplicableTradeTax/ApplicablePercent'),
    ),
    lineTotal: amount(textAt(settlement, ...total.map((name) => `${name}/LineTotalAmount`))),
  });
}

function readTaxes(settlement: XmlElement | undefined): EInvoice['taxes'] {
  return all(settlement, 'ApplicableTradeTax').map((tax) =>
    present({
      rate: plainDecimal(textAt(tax, 'RateApplicablePercent', 'ApplicablePercent')),
      base: amount(textAt(tax, 'BasisAmount')),
      amount: amount(textAt(tax, 'CalculatedAmount')),
    }),
  );
}

/** Reads a Cross Industry Invoice: ZUGFeRD 1.0 (and its drafts) to 2.x, Factur-X in every profile, XRechnung CII. */
export function readCii(root: XmlElement): EInvoice {
  const names = root.name === 'CrossIndustryInvoice' ? current : zugferd1;
  const document = first(root, names.document);
  const transaction = first(root, names.transaction);
  const agreement = first(transaction, names.agreement);
  const delivery = first(transaction, names.delivery);
  const settlement = first(transaction, names.settlement);
  const sums = first(settlement, names.summation);
  const [seller, buyer] = [first(agreement, 'SellerTradeParty'), first(agreement, 'BuyerTradeParty')];
  const [from, to] = [party(seller), party(buyer)];
  const billTo = party(first(settlement, 'InvoiceeTradeParty'));
  const shipTo = party(first(delivery, 'ShipToTradeParty'));
  const remitTo = party(first(settlement, 'PayeeTradeParty'));
  const means = all(settlement, 'SpecifiedTradeSettlementPaymentMeans');
  const ofMeans = (path: string) => means.map((entry) => textAt(entry, path)).find((text) => text !== undefined);
  const currency = textAt(settlement, 'InvoiceCurrencyCode');
  const typeCode = textAt(document, 'TypeCode');
  const billed = first(settlement, 'BillingSpecifiedPeriod');
  const sum = (name: string) =>
    amount((currency ? textWith(sums, name, 'currencyID', currency) : undefined) ?? textAt(sums, name));
  const reference = (name: string) => textAt(agreement, `${name}/IssuerAssignedID`, `${name}/ID`);
  const context = `${names === zugferd1 ? 'Specified' : ''}ExchangedDocumentContext`;
  return {
    syntax: names.syntax,
    profile: textAt(root, `${context}/GuidelineSpecifiedDocumentContextParameter/ID`) ?? null,
    typeCode: typeCode ?? null,
    kind: kindOf(typeCode),
    language: textAt(document, 'LanguageID')?.toLowerCase() ?? null,
    fields: present({
      invoiceNumber: textAt(document, 'ID'),
      issueDate: day(document, 'IssueDateTime'),
      dueDate: day(settlement, 'SpecifiedTradePaymentTerms/DueDateDateTime'),
      deliveryDate: day(delivery, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime'),
      servicePeriod: period(day(billed, 'StartDateTime'), day(billed, 'EndDateTime')),
      orderReference: reference('BuyerOrderReferencedDocument'),
      contractReference: reference('ContractReferencedDocument'),
      customerNumber: textAt(buyer, 'ID'),
      paymentTerms: textAt(settlement, 'SpecifiedTradePaymentTerms/Description'),
      paymentReference: textAt(settlement, 'PaymentReference'),
      sellerName: from.name,
      sellerAddress: from.address,
      sellerVatId: from.vatId,
      sellerTaxNumber: from.taxNumber,
      buyerName: to.name,
      buyerAddress: to.address,
      buyerVatId: to.vatId,
      buyerTaxNumber: to.taxNumber,
      billToName: billTo.name,
      billToAddress: billTo.address,
      shipToName: shipTo.name,
      shipToAddress: shipTo.address,
      remitToName: remitTo.name,
      remitToAddress: remitTo.address,
      iban: compact(ofMeans('PayeePartyCreditorFinancialAccount/IBANID')),
      bic: compact(ofMeans('PayeeSpecifiedCreditorFinancialInstitution/BICID')),
      accountNumber: ofMeans('PayeePartyCreditorFinancialAccount/ProprietaryID'),
      totalNet: sum('TaxBasisTotalAmount') ?? sum('LineTotalAmount'),
      totalDiscount: sum('AllowanceTotalAmount'),
      totalCharges: sum('ChargeTotalAmount'),
      totalTax: sum('TaxTotalAmount'),
      totalGross: sum('GrandTotalAmount'),
      totalPrepaid: sum('TotalPrepaidAmount'),
      amountDue: sum('DuePayableAmount'),
      currency,
    }),
    lines: all(transaction, 'IncludedSupplyChainTradeLineItem').map((line) => readLine(line, names)),
    taxes: readTaxes(settlement),
  };
}
