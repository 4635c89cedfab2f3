import type { PrintedLine } from '../text-pdf.ts';

/** Businesses that the invoices come from: each is seen again and again, as an accounts office sees its suppliers. */
const SELLERS = 500;
const FIRST = [
  'Northwind',
  'Lindner',
  'Adler',
  'Rheinwerk',
  'Falk',
  'Seeberg',
  'Marten',
  'Ostwind',
  'Kranz',
  'Brunner',
];
const SECOND = [
  'Tools',
  'Print',
  'Logistics',
  'Foods',
  'Metalworks',
  'Software',
  'Textiles',
  'Energy',
  'Supplies',
  'Glass',
];
const FORM = ['GmbH', 'AG', 'KG', 'Ltd', 'SARL'];
const CITY = ['10115 Berlin', '20095 Hamburg', '50667 Koeln', '80331 Muenchen', '70173 Stuttgart'];
const TAX = 19;

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
const money = (cents: number): string => (cents / 100).toFixed(2);

/** Check digits by ISO 7064 MOD 97-10. */
function germanIban(account: number): string {
  const number = `37040044${String(account).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${number}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${number}`;
}

/**
 * An invoice of its own for each `index`: number, day, quantities and sums differ, the sums close, and the seller is one of
 * `SELLERS` with an account that stays the same. Invented.
 */
export function variedInvoice(index: number): PrintedLine[] {
  const seller = index % SELLERS;
  const name = `${pick(FIRST, seller)} ${pick(SECOND, Math.floor(seller / 10))} ${pick(FORM, Math.floor(seller / 100))}`;
  const day = new Date(Date.UTC(2025, 0, 1 + (index % 300))).toISOString().slice(0, 10);
  const due = new Date(Date.parse(day) + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const rows = Array.from({ length: 3 + (index % 6) }, (_, row) => {
    const quantity = 1 + ((index + row) % 5);
    const price = 1000 + ((index * 137 + row * 911) % 90_000);
    return { quantity, price, amount: quantity * price };
  });
  const net = rows.reduce((sum, { amount }) => sum + amount, 0);
  const tax = Math.round((net * TAX) / 100);
  return [
    [50, 60, name],
    [50, 75, `Hauptstrasse ${1 + (seller % 90)}`],
    [50, 90, pick(CITY, seller)],
    [50, 105, `Tax number 27/${String(100 + seller)}/${String(10_000 + seller)}`],
    [380, 60, 'INVOICE'],
    [380, 80, `Invoice number: ${String(seller).padStart(3, '0')}-${2025_000_000 + index}`],
    [380, 95, `Invoice date: ${day}`],
    [380, 110, `Due date: ${due}`],
    [50, 160, 'Bill to'],
    [50, 175, 'Contoso Ltd'],
    [50, 190, '1 High Street'],
    [50, 205, 'London SW1A 1AA'],
    [50, 260, 'Description'],
    [300, 260, 'Quantity'],
    [380, 260, 'Unit price'],
    [480, 260, 'Amount'],
    ...rows.flatMap(({ quantity, price, amount }, row): PrintedLine[] => [
      [50, 280 + row * 18, `Replacement part ${100 + ((index + row) % 800)}`],
      [300, 280 + row * 18, `${quantity}`],
      [380, 280 + row * 18, money(price)],
      [480, 280 + row * 18, money(amount)],
    ]),
    [380, 450, 'Net total'],
    [480, 450, `${money(net)} EUR`],
    [380, 468, `VAT ${TAX} %`],
    [480, 468, `${money(tax)} EUR`],
    [380, 486, 'Total'],
    [480, 486, `${money(net + tax)} EUR`],
    [50, 540, `IBAN ${germanIban(532_013_000 + seller).replace(/(.{4})(?=.)/g, '$1 ')}`],
  ];
}
