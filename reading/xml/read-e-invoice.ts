import { DocketError } from '../../schemas/errors.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { decodeText } from '../decode-text.ts';
import { readCii } from './cii/read-cii.ts';
import { deriveEInvoice } from './derive-e-invoice.ts';
import { parseXml } from './parse-xml.ts';
import { readFatturaPa } from './read-fattura-pa.ts';
import { readUbl } from './ubl/read-ubl.ts';

/**
 * Reads every invoice of an e-invoice XML file. The root element's local name decides the syntax.
 * @throws DocketError `text.encoding`, `xml.broken`, `xml.dtd`, `xml.not-an-invoice`
 */
export function readEInvoices(bytes: Uint8Array): EInvoice[] {
  const root = parseXml(decodeText(bytes));
  switch (root.name) {
    case 'CrossIndustryInvoice':
    case 'CrossIndustryDocument':
      return [deriveEInvoice(readCii(root))];
    case 'Invoice':
    case 'CreditNote':
      if (root.namespace.includes('oasis:names:specification:ubl')) return [deriveEInvoice(readUbl(root))];
      if (root.namespace.startsWith('urn:un:unece:uncefact:')) return [deriveEInvoice(readCii(root))];
      break;
    case 'FatturaElettronica': {
      const invoices = readFatturaPa(root);
      if (invoices.length > 0) return invoices;
      break;
    }
  }
  const namespace = root.namespace === '' ? 'no namespace' : `namespace ${root.namespace}`;
  throw new DocketError(
    'xml.not-an-invoice',
    `The XML is no e-invoice: its root element is <${root.name.slice(0, 80)}> in ${namespace.slice(0, 200)}.`,
  );
}
