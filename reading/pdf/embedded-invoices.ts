import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { typeCodeFindings } from '../xml/e-invoice-findings.ts';
import { readEInvoices } from '../xml/read-e-invoice.ts';
import type { Attachment } from './pdf-file.ts';

/** File names that Factur-X, ZUGFeRD and XRechnung prescribe, the newest first. */
const prescribedNames = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];

/** The root element of an e-invoice begins within this many bytes: declaration, comments and style sheets come before it. */
const ROOT_WINDOW = 4096;
const invoiceRoot = /<([\w.-]+:)?(CrossIndustry(Invoice|Document)|Invoice|CreditNote|FatturaElettronica)[\s>]/;

function rank(name: string): number {
  const index = prescribedNames.indexOf(name.toLowerCase());
  if (index !== -1) return index;
  return prescribedNames.length + (isNamedXml(name) ? 0 : 1);
}

const isNamedXml = (name: string) => /\.xml$/i.test(name);

/** Whether an attachment, whatever its name, begins as an e-invoice does; UTF-16 has a zero beside each character. */
function holdsInvoice({ content }: Attachment): boolean {
  return invoiceRoot.test(new TextDecoder('latin1').decode(content.subarray(0, ROOT_WINDOW)).replaceAll('\0', ''));
}

function unreadable(name: string, error: DocketError): Finding {
  return {
    rule: 'e-invoice.unreadable',
    severity: 'warning',
    message: `The embedded file ${name} cannot be read: ${error.message}`,
    fields: [],
    where: name,
  };
}

/**
 * The invoices of the PDF's embedded e-invoice file, whatever its name. XML of other kinds (orders, delivery notes) is
 * passed over; of
 * several e-invoices the one with the newest prescribed name counts, and a finding says so.
 */
export function readEmbeddedInvoices(attachments: readonly Attachment[]): {
  invoices: EInvoice[];
  findings: Finding[];
} {
  const candidates = attachments
    .filter((attachment) => isNamedXml(attachment.filename) || holdsInvoice(attachment))
    .sort((a, b) => rank(a.filename) - rank(b.filename));
  const findings: Finding[] = [];
  const found: { name: string; invoices: EInvoice[] }[] = [];
  for (const { filename, content } of candidates) {
    try {
      found.push({ name: filename, invoices: readEInvoices(content) });
    } catch (error) {
      if (!(error instanceof DocketError)) throw error;
      if (error.code !== 'xml.not-an-invoice') findings.push(unreadable(filename, error));
    }
  }
  const chosen = found[0];
  if (!chosen) return { invoices: [], findings };
  if (found.length > 1) {
    findings.push({
      rule: 'e-invoice.several',
      severity: 'warning',
      message: `The PDF embeds ${found.length} e-invoices (${found.map(({ name }) => name).join(', ')}); ${chosen.name} was taken.`,
      fields: [],
      where: chosen.name,
    });
  }
  return { invoices: chosen.invoices, findings: [...findings, ...typeCodeFindings(chosen.invoices)] };
}
