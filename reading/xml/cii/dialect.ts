import type { InvoiceSyntax } from '../../../schemas/en16931/invoice.ts';
import type { XmlElement } from '../parse-xml.ts';

/** UN/CEFACT Cross Industry Invoice: the first version (ZUGFeRD 1.0) names its parts otherwise than the later one. */
export interface Dialect {
  syntax: InvoiceSyntax;
  context: string;
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
  context: 'ExchangedDocumentContext',
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
  context: 'SpecifiedExchangedDocumentContext',
  document: 'HeaderExchangedDocument',
  transaction: 'SpecifiedSupplyChainTradeTransaction',
  agreement: 'ApplicableSupplyChainTradeAgreement',
  delivery: 'ApplicableSupplyChainTradeDelivery',
  settlement: 'ApplicableSupplyChainTradeSettlement',
  summation: 'SpecifiedTradeSettlementMonetarySummation',
  line: 'SpecifiedSupplyChainTrade',
};

export function dialectOf(root: XmlElement): Dialect {
  return root.name === 'CrossIndustryInvoice' ? current : zugferd1;
}
