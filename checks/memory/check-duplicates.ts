import { Decimal } from 'decimal.js';
import type { DocumentFacts, EarlierDocument } from '../../schemas/document-memory.ts';
import type { MemoryFinding } from './memory-finding.ts';

/** Invoices of one supplier over one amount within this many days look like one invoice sent twice. */
const NEAR_DAYS = 7;
/** Share of printed figures that two prints of one document have in common; a month later number, date and period differ. */
const SAME_FIGURES = 0.9;
/** With fewer figures a page says too little to be compared. */
const LEAST_FIGURES = 8;
const DAY_MS = 24 * 3600 * 1000;

export function sameSupplier(a: DocumentFacts, b: DocumentFacts): boolean {
  return a.supplierKeys.some((key) => b.supplierKeys.includes(key));
}

function sameAmount(a: DocumentFacts, b: DocumentFacts): boolean {
  if (a.gross === null || b.gross === null || a.currency !== b.currency) return false;
  return new Decimal(a.gross).eq(b.gross);
}

function daysApart(a: DocumentFacts, b: DocumentFacts): number {
  if (a.issueDate === null || b.issueDate === null) return Number.POSITIVE_INFINITY;
  return Math.abs(Date.parse(a.issueDate) - Date.parse(b.issueDate)) / DAY_MS;
}

/** Figures in common, as a share of all figures of both (Jaccard index). */
function sharedFigures(a: DocumentFacts, b: DocumentFacts): number {
  if (a.figures.length < LEAST_FIGURES || b.figures.length < LEAST_FIGURES) return 0;
  const others = new Set(b.figures);
  const shared = a.figures.filter((figure) => others.has(figure)).length;
  return shared / (a.figures.length + b.figures.length - shared);
}

const named = (other: EarlierDocument) => `case ${other.caseId} (${other.state}, ${other.receivedAt.slice(0, 10)})`;

/** What an earlier case has in common with the document, gravest first; null where it is another document. */
function likeness(facts: DocumentFacts, other: EarlierDocument): MemoryFinding | null {
  if (other.file === facts.file && other.part === facts.part)
    return { rule: 'memory.same-file', message: `The same file was received before: ${named(other)}`, fields: [] };
  if (sameSupplier(facts, other) && facts.number !== null && facts.number === other.number)
    return {
      rule: 'memory.same-number',
      message: `This supplier's number ${facts.number} was received before: ${named(other)}`,
      fields: [],
    };
  const shared = sharedFigures(facts, other);
  if (shared >= SAME_FIGURES)
    return {
      rule: 'memory.same-pages',
      message: `${Math.floor(shared * 100)} % of the printed figures are those of ${named(other)}`,
      fields: [],
    };
  if (sameSupplier(facts, other) && sameAmount(facts, other) && daysApart(facts, other) <= NEAR_DAYS)
    return {
      rule: 'memory.similar',
      message: `The same supplier, amount and nearly the same date as ${named(other)}`,
      fields: [],
    };
  return null;
}

/** Earlier cases that may be the same document; one finding a case, at most three. */
export function checkDuplicates(facts: DocumentFacts, earlier: readonly EarlierDocument[]): MemoryFinding[] {
  return earlier.flatMap((other) => likeness(facts, other) ?? []).slice(0, 3);
}
