import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { AllowanceCharge, VatCategory } from '../../../schemas/en16931/vat.ts';
import { allAllowanceCharges, lineCategories } from '../groups.ts';
import { type BusinessRule, rule } from '../rule.ts';
import { hasVatId } from './parties.ts';
import type { VatCategoryPolicy } from './vat-category.ts';

const isRegistered = (party: EnInvoice['seller']) =>
  party?.taxRegistrations.some(({ id }) => id !== undefined) ?? false;

function sellerIsKnown(policy: VatCategoryPolicy['seller'], { seller, taxRepresentative }: EnInvoice): boolean {
  const represented = hasVatId(taxRepresentative);
  if (policy === 'none') return !hasVatId(seller) && !represented;
  return represented || (policy === 'vat' ? hasVatId(seller) : isRegistered(seller));
}

function buyerIsKnown(policy: VatCategoryPolicy['buyer'], { buyer }: EnInvoice): boolean {
  switch (policy) {
    case 'vat':
      return hasVatId(buyer);
    case 'vat-or-legal':
      return hasVatId(buyer) || buyer?.legalRegistration !== undefined;
    case 'none':
      return !hasVatId(buyer);
    case 'free':
      return true;
  }
}

const sellerNeeds = {
  any: 'the VAT identifier (BT-31) or tax registration (BT-32) of the seller, or the VAT identifier of its tax representative (BT-63)',
  vat: 'the VAT identifier of the seller (BT-31) or of its tax representative (BT-63)',
};
const buyerNeeds = {
  free: '',
  vat: ', and the VAT identifier of the buyer (BT-48)',
  'vat-or-legal': ', and the VAT identifier (BT-48) or legal registration (BT-47) of the buyer',
};

function demand({ seller, buyer }: VatCategoryPolicy): string {
  if (seller === 'none' || buyer === 'none')
    return 'the invoice must name no VAT identifier of the seller (BT-31), its tax representative (BT-63) or the buyer (BT-48). Remove it, or correct the category.';
  return `the invoice must name ${sellerNeeds[seller]}${buyerNeeds[buyer]}. Add what is missing.`;
}

/** Which allowances a category's party rules look at: those of the document, where it forbids VAT identifiers. */
function allowanceCategories(isCharge: boolean, policy: VatCategoryPolicy) {
  const isOfKind = (entry: AllowanceCharge) => entry.isCharge === isCharge;
  return (invoice: EnInvoice): VatCategory[] => {
    const entries = policy.seller === 'none' ? invoice.allowanceCharges : allAllowanceCharges(invoice);
    return entries.filter(isOfKind).flatMap(({ categories }) => categories);
  };
}

/** BR-x-02 to BR-x-04: which parties a line, an allowance or a charge of a category presumes. Told once an invoice. */
export function partyRulesOf(policy: VatCategoryPolicy): BusinessRule[] {
  const isMeant = ({ code, isVat }: VatCategory) => isVat && code?.text === policy.code;
  const of = (number: string, what: string, categories: (invoice: EnInvoice) => VatCategory[]) => {
    // A standard rated line is one, whatever its tax scheme says.
    const isUsed = number === '02' && policy.code === 'S' ? ({ code }: VatCategory) => code?.text === 'S' : isMeant;
    const holds = (_: VatCategory, invoice: EnInvoice) =>
      categories(invoice).some(isMeant) && sellerIsKnown(policy.seller, invoice) && buyerIsKnown(policy.buyer, invoice);
    const firstOf = (invoice: EnInvoice) => categories(invoice).filter(isUsed).slice(0, 1);
    const message = `Where ${what} is "${policy.label}" (${policy.code}), ${demand(policy)}`;
    return rule(`BR-${policy.family}-${number}`, firstOf, holds, message, {
      at: ({ code }) => code,
      fields: ['sellerVatId'],
    });
  };
  return [
    of('02', 'the VAT category of a line (BT-151)', lineCategories),
    of('03', 'the VAT category of a document level allowance (BT-95)', allowanceCategories(false, policy)),
    of('04', 'the VAT category of a document level charge (BT-102)', allowanceCategories(true, policy)),
  ];
}
