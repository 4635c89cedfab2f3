/** What EN 16931 asks of a VAT category: chapter 6.4.3 as a table, one row a category. */
export interface VatCategoryPolicy {
  /** UNCL 5305 code. */
  code: string;
  /** The rules' family: BR-S-01 and so on. */
  family: 'S' | 'Z' | 'E' | 'AE' | 'IC' | 'G' | 'O' | 'AF' | 'AG';
  label: string;
  /** How the seller must be known: under VAT alone, with any tax registration, or under VAT not at all. */
  seller: 'vat' | 'any' | 'none';
  /** How the buyer must be known: under VAT, under VAT or in a legal register, not under VAT, or as one likes. */
  buyer: 'vat' | 'vat-or-legal' | 'none' | 'free';
  rate: 'positive' | 'not-negative' | 'zero' | 'absent';
  /** Whether there is a breakdown for each rate; else exactly one. */
  perRate: boolean;
  exemption: 'required' | 'forbidden';
}

export const vatCategoryPolicies: readonly VatCategoryPolicy[] = [
  {
    code: 'S',
    family: 'S',
    label: 'Standard rated',
    seller: 'any',
    buyer: 'free',
    rate: 'positive',
    perRate: true,
    exemption: 'forbidden',
  },
  {
    code: 'Z',
    family: 'Z',
    label: 'Zero rated',
    seller: 'any',
    buyer: 'free',
    rate: 'zero',
    perRate: false,
    exemption: 'forbidden',
  },
  {
    code: 'E',
    family: 'E',
    label: 'Exempt from VAT',
    seller: 'any',
    buyer: 'free',
    rate: 'zero',
    perRate: false,
    exemption: 'required',
  },
  {
    code: 'AE',
    family: 'AE',
    label: 'Reverse charge',
    seller: 'any',
    buyer: 'vat-or-legal',
    rate: 'zero',
    perRate: false,
    exemption: 'required',
  },
  {
    code: 'K',
    family: 'IC',
    label: 'Intra-community supply',
    seller: 'vat',
    buyer: 'vat',
    rate: 'zero',
    perRate: false,
    exemption: 'required',
  },
  {
    code: 'G',
    family: 'G',
    label: 'Export outside the EU',
    seller: 'vat',
    buyer: 'free',
    rate: 'zero',
    perRate: false,
    exemption: 'required',
  },
  {
    code: 'O',
    family: 'O',
    label: 'Not subject to VAT',
    seller: 'none',
    buyer: 'none',
    rate: 'absent',
    perRate: false,
    exemption: 'required',
  },
  {
    code: 'L',
    family: 'AF',
    label: 'IGIC (Canary Islands)',
    seller: 'any',
    buyer: 'free',
    rate: 'not-negative',
    perRate: true,
    exemption: 'forbidden',
  },
  {
    code: 'M',
    family: 'AG',
    label: 'IPSI (Ceuta and Melilla)',
    seller: 'any',
    buyer: 'free',
    rate: 'not-negative',
    perRate: true,
    exemption: 'forbidden',
  },
];
