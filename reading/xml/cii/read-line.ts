import type { DocumentReference, InvoiceLine, Period } from '../../../schemas/en16931/line.ts';
import type { AllowanceCharge, VatCategory } from '../../../schemas/en16931/vat.ts';
import type { Cursor } from '../cursor.ts';
import { truthValue } from '../normalise.ts';
import type { Dialect } from './dialect.ts';
import { dateTerm } from './read-date.ts';

export function readCategory(tax: Cursor): VatCategory {
  return {
    where: tax.where,
    code: tax.term('CategoryCode'),
    rate: tax.term('RateApplicablePercent', 'ApplicablePercent'),
    isVat: tax.first('TypeCode')?.element.text.toUpperCase() === 'VAT',
    exemptionReason: tax.term('ExemptionReason'),
    exemptionCode: tax.term('ExemptionReasonCode'),
  };
}

export function readAllowanceCharge(entry: Cursor): AllowanceCharge {
  const indicator = entry.first('ChargeIndicator/Indicator') ?? entry.first('ChargeIndicator');
  return {
    where: entry.where,
    isCharge: truthValue(indicator?.element.text),
    amount: entry.term('ActualAmount'),
    base: entry.term('BasisAmount'),
    percentage: entry.term('CalculationPercent'),
    reason: entry.term('Reason'),
    reasonCode: entry.term('ReasonCode'),
    categories: entry.all('CategoryTradeTax').map(readCategory),
  };
}

export function readPeriod(entry: Cursor): Period {
  return { where: entry.where, start: dateTerm(entry, 'StartDateTime'), end: dateTerm(entry, 'EndDateTime') };
}

export function readDocumentReference(entry: Cursor): DocumentReference {
  const attached = entry.first('AttachmentBinaryObject');
  const id = entry.term('IssuerAssignedID', 'ID');
  return {
    where: entry.where,
    id: id && { ...id, scheme: entry.term('ReferenceTypeCode')?.text },
    typeCode: entry.term('TypeCode'),
    description: entry.term('Name'),
    location: entry.term('URIID'),
    attachment: attached && {
      where: attached.where,
      at: attached.where.slice(entry.where.length + 1),
      mediaType: attached.attribute('mimeCode'),
      fileName: attached.attribute('filename'),
    },
  };
}

function readPrice(agreement: Cursor | undefined): InvoiceLine['price'] {
  const net = agreement?.first('NetPriceProductTradePrice');
  if (!agreement || !(net ?? agreement.first('GrossPriceProductTradePrice'))) return undefined;
  const base = net ? 'NetPriceProductTradePrice' : 'GrossPriceProductTradePrice';
  return {
    where: agreement.where,
    net: agreement.term('NetPriceProductTradePrice/ChargeAmount'),
    discount: agreement.term('GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount'),
    gross: agreement.term('GrossPriceProductTradePrice/ChargeAmount'),
    baseQuantity: agreement.term(`${base}/BasisQuantity`),
  };
}

function readItem(line: Cursor, settlement: Cursor | undefined): InvoiceLine['item'] {
  const product = line.first('SpecifiedTradeProduct');
  return {
    where: product?.where ?? line.where,
    name: product?.term('Name'),
    description: product?.term('Description'),
    sellerId: product?.term('SellerAssignedID'),
    buyerId: product?.term('BuyerAssignedID'),
    standardId: product?.term('GlobalID'),
    classifications: product?.terms('DesignatedProductClassification/ClassCode') ?? [],
    originCountry: product?.term('OriginTradeCountry/ID'),
    attributes: (product?.all('ApplicableProductCharacteristic') ?? []).map((entry) => ({
      where: entry.where,
      name: entry.term('Description'),
      value: entry.term('Value'),
      nameCode: entry.term('TypeCode'),
      measure: entry.term('ValueMeasure'),
    })),
    categories: (settlement?.all('ApplicableTradeTax') ?? []).map(readCategory),
  };
}

/** The name of the current version, then that of the first and of the drafts between. */
const summations = ['SpecifiedTradeSettlementLineMonetarySummation', 'SpecifiedTradeSettlementMonetarySummation'];

/** An IncludedSupplyChainTradeLineItem. */
export function readLine(line: Cursor, names: Dialect): InvoiceLine {
  const settlement = line.first(`${names.line}Settlement`);
  const object = settlement?.first('AdditionalReferencedDocument');
  return {
    where: line.where,
    id: line.term('AssociatedDocumentLineDocument/LineID'),
    note: line.term('AssociatedDocumentLineDocument/IncludedNote/Content'),
    object: object && readDocumentReference(object),
    quantity: line.term(`${names.line}Delivery/BilledQuantity`),
    netAmount: line.term(...summations.map((name) => `${names.line}Settlement/${name}/LineTotalAmount`)),
    orderLine: line.term(`${names.line}Agreement/BuyerOrderReferencedDocument/LineID`),
    accountingReference: settlement?.term('ReceivableSpecifiedTradeAccountingAccount/ID'),
    parent: line.term('AssociatedDocumentLineDocument/ParentLineID'),
    role: line.term('AssociatedDocumentLineDocument/LineStatusReasonCode'),
    periods: (settlement?.all('BillingSpecifiedPeriod') ?? []).map(readPeriod),
    allowanceCharges: (settlement?.all('SpecifiedTradeAllowanceCharge') ?? []).map(readAllowanceCharge),
    price: readPrice(line.first(`${names.line}Agreement`)),
    item: readItem(line, settlement),
    subLines: [],
  };
}
