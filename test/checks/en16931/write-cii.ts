import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { DocumentReference, InvoiceLine, Period } from '../../../schemas/en16931/line.ts';
import type { Address, Party } from '../../../schemas/en16931/party.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import type { AllowanceCharge, VatBreakdown, VatCategory } from '../../../schemas/en16931/vat.ts';

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function element(name: string, content: string, attributes: Record<string, string | undefined> = {}): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeXml(value)}"`,
  );
  return `<${name}${given.join('')}>${content}</${name}>`;
}

/** An element for a term that is there, else nothing. */
function leaf(name: string, term: Term | undefined, attributes: Record<string, string | undefined> = {}): string {
  return term === undefined ? '' : element(name, escapeXml(term.text), attributes);
}

const wrap = (name: string, content: string) => (content === '' ? '' : element(name, content));

function day(name: string, term: Term | undefined, inner = 'udt:DateTimeString'): string {
  if (term === undefined) return '';
  return element(name, element(inner, escapeXml(term.text.replaceAll('-', '')), { format: '102' }));
}

function period({ start, end }: Period): string {
  return element('ram:BillingSpecifiedPeriod', day('ram:StartDateTime', start) + day('ram:EndDateTime', end));
}

function address(place: Address | undefined): string {
  if (place === undefined) return '';
  return element(
    'ram:PostalTradeAddress',
    leaf('ram:PostcodeCode', place.postCode) +
      leaf('ram:LineOne', place.line1) +
      leaf('ram:LineTwo', place.line2) +
      leaf('ram:LineThree', place.line3) +
      leaf('ram:CityName', place.city) +
      leaf('ram:CountryID', place.country) +
      leaf('ram:CountrySubDivisionName', place.subdivision),
  );
}

function party(name: string, of: Party | undefined): string {
  if (of === undefined) return '';
  const registrations = of.taxRegistrations.map(({ id, isVat }) =>
    element('ram:SpecifiedTaxRegistration', leaf('ram:ID', id, { schemeID: isVat ? 'VA' : 'FC' })),
  );
  return element(
    name,
    of.identifiers.map((id) => leaf('ram:GlobalID', id, { schemeID: id.scheme })).join('') +
      leaf('ram:Name', of.name ?? of.tradingName) +
      wrap(
        'ram:SpecifiedLegalOrganization',
        leaf('ram:ID', of.legalRegistration, { schemeID: of.legalRegistration?.scheme }),
      ) +
      address(of.address) +
      wrap(
        'ram:URIUniversalCommunication',
        leaf('ram:URIID', of.electronicAddress, { schemeID: of.electronicAddress?.scheme }),
      ) +
      registrations.join(''),
  );
}

function categoryContent({ code, rate, isVat, exemptionReason, exemptionCode }: VatCategory): string {
  return (
    (isVat ? element('ram:TypeCode', 'VAT') : '') +
    leaf('ram:ExemptionReason', exemptionReason) +
    leaf('ram:CategoryCode', code) +
    leaf('ram:ExemptionReasonCode', exemptionCode) +
    leaf('ram:RateApplicablePercent', rate)
  );
}

function allowanceCharge(entry: AllowanceCharge): string {
  const indicator = entry.isCharge === null ? '' : element('udt:Indicator', String(entry.isCharge));
  return element(
    'ram:SpecifiedTradeAllowanceCharge',
    wrap('ram:ChargeIndicator', indicator) +
      leaf('ram:CalculationPercent', entry.percentage) +
      leaf('ram:BasisAmount', entry.base) +
      leaf('ram:ActualAmount', entry.amount) +
      leaf('ram:ReasonCode', entry.reasonCode) +
      leaf('ram:Reason', entry.reason) +
      entry.categories.map((category) => element('ram:CategoryTradeTax', categoryContent(category))).join(''),
  );
}

function reference({ id, typeCode, attachment }: DocumentReference): string {
  const file = attachment
    ? element('ram:AttachmentBinaryObject', '', { mimeCode: attachment.mediaType, filename: attachment.fileName })
    : '';
  const scheme = id?.scheme === undefined ? '' : element('ram:ReferenceTypeCode', escapeXml(id.scheme));
  return element(
    'ram:AdditionalReferencedDocument',
    leaf('ram:IssuerAssignedID', id) + leaf('ram:TypeCode', typeCode) + file + scheme,
  );
}

function line(of: InvoiceLine): string {
  const { item, price } = of;
  const product =
    leaf('ram:GlobalID', item.standardId, { schemeID: item.standardId?.scheme }) +
    leaf('ram:SellerAssignedID', item.sellerId) +
    leaf('ram:Name', item.name) +
    leaf('ram:Description', item.description) +
    item.attributes
      .map(({ name, value }) =>
        element('ram:ApplicableProductCharacteristic', leaf('ram:Description', name) + leaf('ram:Value', value)),
      )
      .join('') +
    item.classifications
      .map((code) =>
        element('ram:DesignatedProductClassification', leaf('ram:ClassCode', code, { listID: code.scheme })),
      )
      .join('') +
    wrap('ram:OriginTradeCountry', leaf('ram:ID', item.originCountry));
  const gross =
    leaf('ram:ChargeAmount', price?.gross) +
    wrap('ram:AppliedTradeAllowanceCharge', leaf('ram:ActualAmount', price?.discount));
  const net =
    leaf('ram:ChargeAmount', price?.net) +
    leaf('ram:BasisQuantity', price?.baseQuantity, { unitCode: price?.baseQuantity?.unit });
  const settlement =
    item.categories.map((category) => element('ram:ApplicableTradeTax', categoryContent(category))).join('') +
    of.periods.map(period).join('') +
    of.allowanceCharges.map(allowanceCharge).join('') +
    wrap('ram:SpecifiedTradeSettlementLineMonetarySummation', leaf('ram:LineTotalAmount', of.netAmount)) +
    (of.object ? reference(of.object) : '');
  return element(
    'ram:IncludedSupplyChainTradeLineItem',
    wrap('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', of.id)) +
      wrap('ram:SpecifiedTradeProduct', product) +
      element(
        'ram:SpecifiedLineTradeAgreement',
        wrap('ram:GrossPriceProductTradePrice', gross) + wrap('ram:NetPriceProductTradePrice', net),
      ) +
      element(
        'ram:SpecifiedLineTradeDelivery',
        leaf('ram:BilledQuantity', of.quantity, { unitCode: of.quantity?.unit }),
      ) +
      element('ram:SpecifiedLineTradeSettlement', settlement),
  );
}

function breakdown({ base, tax, categories }: VatBreakdown, taxPoint: string): string {
  return element(
    'ram:ApplicableTradeTax',
    leaf('ram:CalculatedAmount', tax) +
      categories.map(categoryContent).join('') +
      leaf('ram:BasisAmount', base) +
      taxPoint,
  );
}

/** UNTDID 2005, which UBL uses for the VAT point, as UNTDID 2475, which CII uses. */
const taxPointCodes = new Map([
  ['3', '5'],
  ['35', '29'],
  ['432', '72'],
]);

function settlement(invoice: EnInvoice): string {
  const { totals: sums } = invoice;
  const [date] = invoice.taxPointDates;
  const code = invoice.periods.find(({ taxPointCode }) => taxPointCode !== undefined)?.taxPointCode;
  const taxPoint =
    day('ram:TaxPointDate', date, 'udt:DateString') +
    (code ? element('ram:DueDateTypeCode', escapeXml(taxPointCodes.get(code.text) ?? code.text)) : '');
  const entries = invoice.vatTotals.flatMap((total) => total.breakdown).map((entry) => breakdown(entry, taxPoint));
  if (entries.length === 0 && taxPoint !== '') entries.push(element('ram:ApplicableTradeTax', taxPoint));
  const vat = invoice.vatTotals.map((total) =>
    leaf('ram:TaxTotalAmount', total.amount, { currencyID: total.amount?.currency }),
  );
  const means = invoice.paymentMeans.map(({ code, account, card }) =>
    element(
      'ram:SpecifiedTradeSettlementPaymentMeans',
      leaf('ram:TypeCode', code) +
        (card ? element('ram:ApplicableTradeSettlementFinancialCard', leaf('ram:ID', card.number)) : '') +
        (account ? element('ram:PayeePartyCreditorFinancialAccount', leaf('ram:IBANID', account.id)) : ''),
    ),
  );
  const [due] = invoice.dueDates;
  const summation =
    sums || vat.join('') !== ''
      ? element(
          'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
          leaf('ram:LineTotalAmount', sums?.lines) +
            leaf('ram:ChargeTotalAmount', sums?.charges) +
            leaf('ram:AllowanceTotalAmount', sums?.allowances) +
            leaf('ram:TaxBasisTotalAmount', sums?.net) +
            vat.join('') +
            leaf('ram:RoundingAmount', sums?.rounding) +
            leaf('ram:GrandTotalAmount', sums?.gross) +
            leaf('ram:TotalPrepaidAmount', sums?.paid) +
            leaf('ram:DuePayableAmount', sums?.due),
        )
      : '';

  return element(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:TaxCurrencyCode', invoice.taxCurrency) +
      leaf('ram:InvoiceCurrencyCode', invoice.currency) +
      party('ram:PayeeTradeParty', invoice.payee) +
      means.join('') +
      entries.join('') +
      invoice.periods
        .filter(({ start, end, taxPointCode }) => (start ?? end) !== undefined || taxPointCode === undefined)
        .map(period)
        .join('') +
      invoice.allowanceCharges.map(allowanceCharge).join('') +
      wrap(
        'ram:SpecifiedTradePaymentTerms',
        leaf('ram:Description', invoice.paymentTerms[0]) + day('ram:DueDateDateTime', due),
      ) +
      summation +
      invoice.precedingInvoices
        .map(({ id }) => element('ram:InvoiceReferencedDocument', leaf('ram:IssuerAssignedID', id)))
        .join(''),
  );
}

/** The CII twin of an invoice: the same business terms in the other syntax, groups and empty elements included. */
export function writeCii(invoice: EnInvoice): string {
  const namespaces = {
    'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
    'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
    'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  };
  const notes = invoice.notes.map(({ text, subject }) =>
    element('ram:IncludedNote', leaf('ram:Content', text) + leaf('ram:SubjectCode', subject)),
  );
  const deliveries = invoice.deliveries.map(({ date, locationId, address: place }) => {
    const to = leaf('ram:GlobalID', locationId, { schemeID: locationId?.scheme }) + address(place);
    return (
      wrap('ram:ShipToTradeParty', to) + wrap('ram:ActualDeliverySupplyChainEvent', day('ram:OccurrenceDateTime', date))
    );
  });
  const transaction =
    invoice.lines.map(line).join('') +
    element(
      'ram:ApplicableHeaderTradeAgreement',
      party('ram:SellerTradeParty', invoice.seller) +
        party('ram:BuyerTradeParty', invoice.buyer) +
        party('ram:SellerTaxRepresentativeTradeParty', invoice.taxRepresentative) +
        invoice.documents.map(reference).join(''),
    ) +
    element('ram:ApplicableHeaderTradeDelivery', deliveries.join('')) +
    settlement(invoice);
  return element(
    'rsm:CrossIndustryInvoice',
    element(
      'rsm:ExchangedDocumentContext',
      wrap('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', invoice.specification)),
    ) +
      element(
        'rsm:ExchangedDocument',
        leaf('ram:ID', invoice.number) +
          leaf('ram:TypeCode', invoice.typeCode) +
          day('ram:IssueDateTime', invoice.issueDate) +
          notes.join(''),
      ) +
      element('rsm:SupplyChainTradeTransaction', transaction),
    namespaces,
  );
}
