import { Decimal } from 'decimal.js';
import { comparable } from '../../schemas/comparable.ts';
import type { DocumentFacts, EarlierDocument, PurchaseOrder } from '../../schemas/document-memory.ts';
import type { MemoryFinding } from './memory-finding.ts';

/** Invoices may come to this share more than what was ordered: freight, rounding, part of a unit. */
const TOLERANCE = new Decimal('0.01');

/**
 * Two-way match: the order that the document names, its supplier, and the net total with what was accepted on it before.
 * Nothing is said where no orders are kept or the document names none.
 */
export function checkOrder(
  facts: DocumentFacts,
  earlier: readonly EarlierDocument[],
  orders: { order: PurchaseOrder | null; anyKept: boolean },
): MemoryFinding[] {
  const { order, anyKept } = orders;
  if (facts.order === null || !anyKept) return [];
  if (order === null)
    return [{ rule: 'order.unknown', message: `There is no order ${facts.order}`, fields: ['orderReference'] }];
  const findings: MemoryFinding[] = [];
  const supplier = comparable(order.supplierName);
  const seller = comparable(facts.supplierName ?? '');
  if (seller !== '' && !seller.includes(supplier) && !supplier.includes(seller))
    findings.push({
      rule: 'order.supplier',
      message: `Order ${order.number} was placed with ${order.supplierName}, not with ${facts.supplierName}`,
      fields: ['orderReference', 'sellerName'],
    });
  const total = facts.net ?? facts.gross;
  if (facts.currency !== null && facts.currency !== order.currency)
    findings.push({
      rule: 'order.amount',
      message: `Order ${order.number} is in ${order.currency}, the document in ${facts.currency}`,
      fields: ['currency'],
    });
  else if (total !== null) {
    const before = earlier
      .filter((other) => other.state === 'accepted' && other.order === facts.order)
      .reduce((sum, other) => sum.plus(other.net ?? other.gross ?? 0), new Decimal(0));
    const invoiced = before.plus(total);
    if (invoiced.gt(new Decimal(order.totalNet).times(TOLERANCE.plus(1)))) {
      const together = before.isZero() ? '' : ` together with the ${before} accepted before`;
      findings.push({
        rule: 'order.amount',
        message: `${total}${together} is more than the ${order.totalNet} of order ${order.number}`,
        fields: ['totalNet'],
      });
    }
  }
  if (findings.length > 0) return findings;
  return [{ rule: 'order.matched', message: `Matches order ${order.number}`, fields: [], good: true }];
}
