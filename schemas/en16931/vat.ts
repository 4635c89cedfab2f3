import { z } from 'zod';
import { group, term } from './term.ts';

/** A VAT category as a line, an allowance, a charge or the breakdown names it. */
export const vatCategory = group.extend({
  /** UNCL 5305: BT-95, BT-102, BT-118, BT-151. */
  code: term.optional(),
  /** Per cent: BT-96, BT-103, BT-119, BT-152. */
  rate: term.optional(),
  /** Whether the tax scheme says VAT. */
  isVat: z.boolean(),
  /** BT-120. */
  exemptionReason: term.optional(),
  /** VATEX: BT-121. */
  exemptionCode: term.optional(),
});
export type VatCategory = z.infer<typeof vatCategory>;

/** VAT breakdown, BG-23. */
export const vatBreakdown = group.extend({
  /** BT-116. */
  base: term.optional(),
  /** BT-117. */
  tax: term.optional(),
  categories: z.array(vatCategory),
});
export type VatBreakdown = z.infer<typeof vatBreakdown>;

/** Invoice total VAT amount (BT-110, or BT-111 in the accounting currency) with the breakdown below it. */
export const vatTotal = group.extend({ amount: term.optional(), breakdown: z.array(vatBreakdown) });
export type VatTotal = z.infer<typeof vatTotal>;

/** Allowance (BG-20, BG-27) or charge (BG-21, BG-28). */
export const allowanceCharge = group.extend({
  /** Null where the indicator is missing or no truth value. */
  isCharge: z.boolean().nullable(),
  /** BT-92, BT-99, BT-136, BT-141. */
  amount: term.optional(),
  /** BT-93, BT-100, BT-137, BT-142. */
  base: term.optional(),
  /** BT-94, BT-101, BT-138, BT-143. */
  percentage: term.optional(),
  /** BT-97, BT-104, BT-139, BT-144. */
  reason: term.optional(),
  /** UNCL 5189 for allowances, UNCL 7161 for charges: BT-98, BT-105, BT-140, BT-145. */
  reasonCode: term.optional(),
  categories: z.array(vatCategory),
});
export type AllowanceCharge = z.infer<typeof allowanceCharge>;
