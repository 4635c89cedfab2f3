import type { Page } from '../schemas/words.ts';

/** Short tickets, all of one padded width, so that batches of them are full. */
export const TICKETS = [
  'my card was stolen this morning',
  'how do I reset my passcode',
  'please refund the payment from Monday',
  'the transfer has not arrived yet',
  'where can I change my address',
  'why was I charged an extra fee',
  'can I get a second card',
  'my top up did not go through',
];

export function tickets(count: number): string[] {
  return Array.from({ length: count }, (_, index) => TICKETS[index % TICKETS.length] ?? '');
}

export const INVOICE_NUMBER = 'NT-2024-0815';

/** An invoice as printed lines: [x, y from the top, text] in points on A4. */
export const INVOICE_LINES: readonly (readonly [number, number, string])[] = [
  [50, 60, 'Northwind Tools GmbH'],
  [50, 75, 'Hauptstrasse 12'],
  [50, 90, '10115 Berlin'],
  [50, 105, 'VAT ID DE123456789'],
  [380, 60, 'INVOICE'],
  [380, 80, `Invoice number: ${INVOICE_NUMBER}`],
  [380, 95, 'Invoice date: 2024-03-15'],
  [380, 110, 'Due date: 2024-04-14'],
  [50, 160, 'Bill to'],
  [50, 175, 'Contoso Ltd'],
  [50, 190, '1 High Street'],
  [50, 205, 'London SW1A 1AA'],
  [50, 260, 'Description'],
  [300, 260, 'Quantity'],
  [380, 260, 'Unit price'],
  [480, 260, 'Amount'],
  ...Array.from({ length: 8 }, (_, row) => row).flatMap((row): [number, number, string][] => [
    [50, 280 + row * 18, `Replacement part ${100 + row}`],
    [300, 280 + row * 18, '2'],
    [380, 280 + row * 18, '50.00'],
    [480, 280 + row * 18, '100.00'],
  ]),
  [380, 450, 'Net total'],
  [480, 450, '800.00 EUR'],
  [380, 468, 'VAT 19 %'],
  [480, 468, '152.00 EUR'],
  [380, 486, 'Total'],
  [480, 486, '952.00 EUR'],
  [50, 540, 'IBAN DE89 3704 0044 0532 0130 00'],
];

/** The invoice as a page of words, as reading delivers it. */
export function invoicePage(): Page {
  const words = INVOICE_LINES.flatMap(([x, y, text], line) => {
    let left = x;
    return text.split(' ').map((word) => {
      const width = word.length * 5.5;
      const box: [number, number, number, number] = [left, y - 9, left + width, y + 2];
      left += width + 3;
      return { text: word, box, line };
    });
  });
  return { width: 595, height: 842, source: 'text', words };
}
