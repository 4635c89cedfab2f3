import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { AllowanceCharge } from '../../../schemas/en16931/vat.ts';
import { allAllowanceCharges, documentAllowances, documentCharges, lineAllowances, lineCharges } from '../groups.ts';
import { type BusinessRule, rule } from '../rule.ts';

const hasAmount = ({ amount }: AllowanceCharge) => amount !== undefined;
const hasReason = ({ reason, reasonCode }: AllowanceCharge) => (reason ?? reasonCode) !== undefined;
const hasCategory = ({ categories }: AllowanceCharge) =>
  categories.some(({ code, isVat }) => isVat && code !== undefined);
const ofCii = (invoice: EnInvoice) => (invoice.syntax === 'CII' ? allAllowanceCharges(invoice) : []);

/**
 * Allowances and charges of the document and of its lines. That a reason and its code say the same (BR-CO-05 to BR-CO-08)
 * cannot be told from the values; the published artefacts hold it always true.
 */
export const allowanceRules: readonly BusinessRule[] = [
  rule('BR-31', documentAllowances, hasAmount, 'A document level allowance (BG-20) has no amount (BT-92). Add it.'),
  rule(
    'BR-32',
    documentAllowances,
    hasCategory,
    'A document level allowance (BG-20) has no VAT category code (BT-95). Add it.',
  ),
  rule(
    'BR-33',
    documentAllowances,
    hasReason,
    'A document level allowance (BG-20) has no reason (BT-97) and no reason code (BT-98). Add one.',
  ),
  rule('BR-36', documentCharges, hasAmount, 'A document level charge (BG-21) has no amount (BT-99). Add it.'),
  rule(
    'BR-37',
    documentCharges,
    hasCategory,
    'A document level charge (BG-21) has no VAT category code (BT-102). Add it.',
  ),
  rule(
    'BR-38',
    documentCharges,
    hasReason,
    'A document level charge (BG-21) has no reason (BT-104) and no reason code (BT-105). Add one.',
  ),
  rule('BR-41', lineAllowances, hasAmount, 'An invoice line allowance (BG-27) has no amount (BT-136). Add it.'),
  rule(
    'BR-42',
    lineAllowances,
    hasReason,
    'An invoice line allowance (BG-27) has no reason (BT-139) and no reason code (BT-140). Add one.',
  ),
  rule('BR-43', lineCharges, hasAmount, 'An invoice line charge (BG-28) has no amount (BT-141). Add it.'),
  rule(
    'BR-44',
    lineCharges,
    hasReason,
    'An invoice line charge (BG-28) has no reason (BT-144) and no reason code (BT-145). Add one.',
  ),
  rule(
    'BR-66',
    ofCii,
    ({ isCharge }) => isCharge !== null,
    'An allowance or charge does not say which of both it is. Set its charge indicator to true or false.',
  ),
  rule(
    'BR-CO-21',
    documentAllowances,
    hasReason,
    'A document level allowance (BG-20) needs a reason (BT-97), a reason code (BT-98) or both. Add one.',
  ),
  rule(
    'BR-CO-22',
    documentCharges,
    hasReason,
    'A document level charge (BG-21) needs a reason (BT-104), a reason code (BT-105) or both. Add one.',
  ),
  rule(
    'BR-CO-23',
    lineAllowances,
    hasReason,
    'An invoice line allowance (BG-27) needs a reason (BT-139), a reason code (BT-140) or both. Add one.',
  ),
  rule(
    'BR-CO-24',
    lineCharges,
    hasReason,
    'An invoice line charge (BG-28) needs a reason (BT-144), a reason code (BT-145) or both. Add one.',
  ),
];
