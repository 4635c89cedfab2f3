import type { Decimal } from 'decimal.js';
import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import { sumOf } from './amounts.ts';
import { collectsForThirdParties } from './profiles.ts';

/**
 * What an invoice adds to its own total in the amount due (BT-115): rounding (BT-114) and, where its profile knows that,
 * what it collects for third parties. Null where an amount is no decimal.
 */
export function addedToDue(invoice: EnInvoice): Decimal | null {
  const { totals, thirdPartyPayments } = invoice;
  const others = collectsForThirdParties(invoice) ? thirdPartyPayments.map(({ amount }) => amount) : [];
  return sumOf([totals?.rounding, ...others]);
}
