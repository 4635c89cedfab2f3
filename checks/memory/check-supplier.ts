import type { DocumentFacts, EarlierDocument } from '../../schemas/document-memory.ts';
import { sameSupplier } from './check-duplicates.ts';
import type { MemoryFinding } from './memory-finding.ts';

/** With fewer accepted invoices a supplier has no habit. */
const LEAST_HABIT = 5;
/** Robust distance (Iglewicz & Hoaglin 1993: 3.5) of the logarithm of an amount beyond which it is unusual. */
const UNUSUAL = 3.5;
/** Scale of the median absolute deviation that makes it a standard deviation of normal values. */
const MAD_SCALE = 1.4826;
/** Amounts differ by a fifth without being unusual, however alike the earlier ones were. */
const LEAST_SPREAD = Math.log(1.2) / UNUSUAL;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Another bank account than those of the supplier's accepted invoices. */
function checkBank(facts: DocumentFacts, accepted: readonly EarlierDocument[]): MemoryFinding[] {
  const known = [...new Set(accepted.flatMap(({ iban }) => iban ?? []))];
  if (facts.iban === null || known.length === 0 || known.includes(facts.iban)) return [];
  const ending = (iban: string) => `…${iban.slice(-4)}`;
  const message = `${facts.supplierName ?? 'This supplier'} was paid to ${known.map(ending).join(', ')} so far, now ${ending(facts.iban)}: ask the supplier by a known way before paying`;
  return [{ rule: 'memory.bank-changed', message, fields: ['iban'] }];
}

/** An amount far from what the supplier's accepted invoices came to. */
function checkHabit(facts: DocumentFacts, accepted: readonly EarlierDocument[]): MemoryFinding[] {
  const gross = Math.abs(Number(facts.gross ?? 0));
  const amounts = accepted.flatMap((other) => {
    const amount = Math.abs(Number(other.gross ?? 0));
    return other.currency === facts.currency && amount > 0 ? [Math.log(amount)] : [];
  });
  if (gross === 0 || amounts.length < LEAST_HABIT) return [];
  const usual = median(amounts);
  const spread = Math.max(LEAST_SPREAD, MAD_SCALE * median(amounts.map((amount) => Math.abs(amount - usual))));
  if (Math.abs(Math.log(gross) - usual) <= UNUSUAL * spread) return [];
  const message = `${facts.gross} is far from the ${Math.exp(usual).toFixed(2)} that this supplier's ${amounts.length} accepted documents come to in the middle`;
  return [{ rule: 'memory.amount-unusual', message, fields: ['totalGross'] }];
}

/** The document held against the supplier's accepted ones. */
export function checkSupplier(facts: DocumentFacts, earlier: readonly EarlierDocument[]): MemoryFinding[] {
  const accepted = earlier.filter((other) => other.state === 'accepted' && sameSupplier(facts, other));
  return [...checkBank(facts, accepted), ...checkHabit(facts, accepted)];
}
