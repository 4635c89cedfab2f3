import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { limits } from './shared-data.ts';

after(closeReaders);

/** What invoices say in each language, with every letter that it adds to the alphabet. */
const LINES = {
  de: [
    'Rechnungsbetrag fällig bis 31. März',
    'Größe: 12 m², Überweisung für Äpfel',
    'Öl und Schlüssel, Straße 5, Süßwaren',
  ],
  fr: [
    'Facture réglée à réception, été 2024',
    'Où êtes-vous? Forêt, naïf, août, œuvre',
    'Élève français, dîner à l’hôtel, reçu',
  ],
  es: [
    'Factura nº 12, señor Muñoz, dirección',
    'Teléfono: envío rápido, pingüino',
    '¿Cuánto? ¡Gracias! Año próximo, sí',
  ],
  it: [
    'Fattura già pagata, più IVA al 22%',
    'Società, perché, città, lunedì, è così',
    'Quantità e metà prezzo, però virtù',
  ],
  nl: ['Factuur, geïnde bedragen, één stuk', 'Betaling vóór vrijdag, coëfficiënt', 'Financiële gegevens, reünie, hé'],
  pl: [
    'Należność: dwieście złotych, źródło',
    'Łódź, ulica Święta, gęś, ćma, kość',
    'Usługa wykonana, płatność, żółty koń',
  ],
  pt: [
    'Emissão da fatura nº 7, preço à vista',
    'Cartão, serviços, código, três maçãs',
    'Não há débito: você já pagou, avô',
  ],
};

function characterErrors(wanted: string, read: string): number {
  let row = Array.from({ length: read.length + 1 }, (_, index) => index);
  for (const [index, character] of [...wanted].entries()) {
    const next = [index + 1];
    for (let at = 0; at < read.length; at += 1) {
      const substituted = (row[at] ?? 0) + (read[at] === character ? 0 : 1);
      next.push(Math.min(substituted, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? wanted.length;
}

for (const [language, lines] of Object.entries(LINES)) {
  test(`printed ${language} is read with its diacritics`, async () => {
    const texts = lines.map((line, index) => `<text x="40" y="${70 + 80 * index}">${line}</text>`).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="280" font-size="30" font-family="DejaVu Sans, sans-serif"><rect width="100%" height="100%" fill="white"/>${texts}</svg>`;
    const { parts } = await readDocument(await sharp(Buffer.from(svg)).png().toBuffer(), { limits });
    const read = (parts[0]?.pages[0]?.words ?? []).map(({ text }) => text).join(' ');
    const wanted = lines.join(' ');
    const errors = characterErrors(wanted, read);
    assert.ok(errors <= 0.03 * wanted.length, `${errors} errors in ${wanted.length} characters: ${read}`);
  });
}
