import type { Extraction } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';

/** Days an issue date may lie ahead: time zones and post-dated invoices. */
const FUTURE_DAYS = 7;
/** Years an issue date may lie back: the longest usual retention of books (10) with room for an archive being read in. */
const PAST_YEARS = 30;

const day = 24 * 3600 * 1000;

/** Plausible dates in a plausible order. `today` is ISO 8601. */
export function checkDates(extraction: Extraction, today: string): Finding[] {
  const findings: Finding[] = [];
  const issued = extraction.fields.issueDate?.value;
  const due = extraction.fields.dueDate?.value;
  const now = Date.parse(today);
  if (issued) {
    const at = Date.parse(issued);
    if (at > now + FUTURE_DAYS * day)
      findings.push({
        rule: 'date.future',
        severity: 'error',
        message: `issue date ${issued} lies in the future`,
        fields: ['issueDate'],
      });
    if (at < now - PAST_YEARS * 365.25 * day)
      findings.push({
        rule: 'date.past',
        severity: 'error',
        message: `issue date ${issued} lies over ${PAST_YEARS} years back`,
        fields: ['issueDate'],
      });
  }
  if (issued && due && due < issued)
    findings.push({
      rule: 'date.order',
      severity: 'error',
      message: `due date ${due} lies before issue date ${issued}`,
      fields: ['issueDate', 'dueDate'],
    });
  return findings;
}
