import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeDocument } from '../../models/route-document.ts';
import type { ReadPart } from '../../schemas/reading.ts';

function partOf(text: string): ReadPart {
  const words = text.split(' ').map((word, index) => {
    const [left, top] = [50 + 40 * (index % 10), 50 + 12 * Math.floor(index / 10)];
    return { text: word, box: [left, top, left + 35, top + 10] satisfies [number, number, number, number] };
  });
  return { part: 1, pages: [{ width: 595, height: 842, source: 'text', words }], eInvoice: null };
}

const credited = { value: 'credit-note', confidence: 0.98, by: 'invoice 1.0.0' } as const;
const selfBilled = [
  'Gutschrift (Selbst ausgestellte Rechnung) (389) Nr. 47110818 vom 31.10.2018',
  'SELF-BILLED INVOICE No. 17 issued by the customer',
  'Avoir - Autofacturation - n° 2024-11 du 3 mai 2024',
  'Autofattura n. 8 del 3 maggio 2024 emessa dal cessionario',
  'Creditnota factuur uitgereikt door afnemer nr. 9 van 3 mei 2024',
];

test('a bill that its buyer wrote is an invoice, whatever its title', () => {
  for (const text of selfBilled) {
    for (const inferred of [credited, undefined]) {
      const routing = routeDocument(partOf(text), inferred);
      assert.equal(routing.kind, 'invoice', text);
      assert.equal(routing.by, 'rule');
      assert.equal(routing.outOfScope, false);
    }
  }
});

test('a credit note stays one, and what the specialist says of other kinds stands', () => {
  const text = 'Gutschrift zur Rechnung 4711 vom 3. Mai 2024 Betrag 3.890,00 EUR';
  assert.equal(routeDocument(partOf(text), credited).kind, 'credit-note');
  assert.equal(routeDocument(partOf(text)).kind, 'credit-note');
  const receipt = { value: 'receipt', confidence: 0.97, by: 'invoice 1.0.0' } as const;
  assert.deepEqual(routeDocument(partOf(selfBilled[0] ?? ''), receipt).by, 'invoice 1.0.0');
});
