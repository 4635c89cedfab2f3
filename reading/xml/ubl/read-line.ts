import type { DocumentReference, InvoiceLine, Period } from '../../../schemas/en16931/line.ts';
import type { AllowanceCharge, VatCategory } from '../../../schemas/en16931/vat.ts';
import type { Cursor } from '../cursor.ts';
import { truthValue } from '../normalise.ts';
import { isVat } from './read-party.ts';

export function readCategory(entry: Cursor): VatCategory {
  return {
    where: entry.where,
    code: entry.term('ID'),
    rate: entry.term('Percent'),
    isVat: isVat(entry),
    exemptionReason: entry.term('TaxExemptionReason'),
    exemptionCode: entry.term('TaxExemptionReasonCode'),
  };
}

export function readAllowanceCharge(entry: Cursor): AllowanceCharge {
  return {
    where: entry.where,
    isCharge: truthValue(entry.first('ChargeIndicator')?.element.text),
    amount: entry.term('Amount'),
    base: entry.term('BaseAmount'),
    percentage: entry.term('MultiplierFactorNumeric'),
    reason: entry.term('AllowanceChargeReason'),
    reasonCode: entry.term('AllowanceChargeReasonCode'),
    categories: entry.all('TaxCategory').map(readCategory),
  };
}

export function readPeriod(entry: Cursor): Period {
  return {
    where: entry.where,
    start: entry.term('StartDate'),
    end: entry.term('EndDate'),
    taxPointCode: entry.term('DescriptionCode'),
  };
}

export function readDocumentReference(entry: Cursor): DocumentReference {
  const attached = entry.first('Attachment/EmbeddedDocumentBinaryObject');
  return {
    where: entry.where,
    id: entry.term('ID'),
    typeCode: entry.term('DocumentTypeCode'),
    description: entry.term('DocumentDescription'),
    location: entry.term('Attachment/ExternalReference/URI'),
    attachment: attached && {
      where: attached.where,
      at: attached.where.slice(entry.where.length + 1),
      mediaType: attached.attribute('mimeCode'),
      fileName: attached.attribute('filename'),
    },
  };
}

function readPrice(entry: Cursor): InvoiceLine['price'] {
  return {
    where: entry.where,
    net: entry.term('PriceAmount'),
    discount: entry.term('AllowanceCharge/Amount'),
    gross: entry.term('AllowanceCharge/BaseAmount'),
    baseQuantity: entry.term('BaseQuantity'),
  };
}

function readItem(line: Cursor): InvoiceLine['item'] {
  const item = line.first('Item');
  if (!item) return { where: line.where, classifications: [], attributes: [], categories: [] };
  return {
    where: item.where,
    name: item.term('Name'),
    description: item.term('Description'),
    sellerId: item.term('SellersItemIdentification/ID'),
    buyerId: item.term('BuyersItemIdentification/ID'),
    standardId: item.term('StandardItemIdentification/ID'),
    classifications: item.terms('CommodityClassification/ItemClassificationCode'),
    originCountry: item.term('OriginCountry/IdentificationCode'),
    attributes: item.all('AdditionalItemProperty').map((entry) => ({
      where: entry.where,
      name: entry.term('Name'),
      value: entry.term('Value'),
    })),
    categories: item.all('ClassifiedTaxCategory').map(readCategory),
  };
}

/** A UBL InvoiceLine or CreditNoteLine. */
export function readLine(line: Cursor): InvoiceLine {
  const price = line.first('Price');
  const object = line.first('DocumentReference');
  return {
    where: line.where,
    id: line.term('ID'),
    note: line.term('Note'),
    object: object && readDocumentReference(object),
    quantity: line.term('InvoicedQuantity', 'CreditedQuantity'),
    netAmount: line.term('LineExtensionAmount'),
    orderLine: line.term('OrderLineReference/LineID'),
    accountingReference: line.term('AccountingCost'),
    periods: line.all('InvoicePeriod').map(readPeriod),
    allowanceCharges: line.all('AllowanceCharge').map(readAllowanceCharge),
    price: price && readPrice(price),
    item: readItem(line),
    subLines: [...line.all('SubInvoiceLine'), ...line.all('SubCreditNoteLine')].map(readLine),
  };
}
