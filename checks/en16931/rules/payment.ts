import type { EnInvoice, PaymentMeans } from '../../../schemas/en16931/invoice.ts';
import { decimalOf } from '../amounts.ts';
import { document, paymentMeans } from '../groups.ts';
import { type BusinessRule, isFilled, rule } from '../rule.ts';

/** UNTDID 4461: credit transfer, and SEPA credit transfer. */
const isCreditTransfer = ({ code }: PaymentMeans) => code?.text === '30' || code?.text === '58';
const creditAccounts = (invoice: EnInvoice) =>
  paymentMeans(invoice)
    .filter(isCreditTransfer)
    .flatMap(({ account }) => account ?? []);
const cards = (invoice: EnInvoice) =>
  paymentMeans(invoice).flatMap(({ card }) => (card?.number === undefined ? [] : [card]));

function saysWhenToPay({ totals, dueDates, paymentTerms }: EnInvoice): boolean {
  const due = decimalOf(totals?.due);
  return due === null || due.lte(0) || dueDates.length > 0 || paymentTerms.length > 0;
}

/** Payment instructions, cards and terms. BR-CO-25 is a warning: the artefacts from 1.3.14 on leave it to the profiles. */
export const paymentRules: readonly BusinessRule[] = [
  rule(
    'BR-49',
    paymentMeans,
    ({ code }) => code !== undefined,
    'A payment instruction (BG-16) has no payment means code (BT-81). Add it, such as 58 for a SEPA credit transfer.',
  ),
  rule(
    'BR-50',
    creditAccounts,
    ({ id }) => isFilled(id),
    'A credit transfer (BG-17) has no account identifier (BT-84). Add the IBAN or the account number.',
    { fields: ['iban'] },
  ),
  rule(
    'BR-51',
    cards,
    ({ number }) => (number?.text.length ?? 0) <= 10,
    'A payment card is given with more than ten digits of its number (BT-87). Give at most the first six and the last four.',
    { at: ({ number }) => number, severity: 'warning' },
  ),
  rule(
    'BR-61',
    (invoice) => paymentMeans(invoice).filter(isCreditTransfer),
    ({ account }) => account?.id !== undefined,
    'A payment by credit transfer names no account (BT-84). Add the IBAN or the account number.',
    { fields: ['iban'] },
  ),
  rule(
    'BR-CO-25',
    document,
    saysWhenToPay,
    'An amount is due, but neither the due date (BT-9) nor payment terms (BT-20) are given. Add one of them.',
    { fields: ['dueDate'], severity: 'warning' },
  ),
];
