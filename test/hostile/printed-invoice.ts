import { type Browser, chromium } from 'playwright-core';

const style =
  'body { font: 13px "DejaVu Sans", sans-serif; position: relative } table { width: 100%; border-collapse: collapse } td, th { text-align: left; padding: 3px } .n { text-align: right }';

/** Where a hostile paper puts its text. */
export interface Insertions {
  head?: string;
  beforeLines?: string;
  afterTotals?: string;
  foot?: string;
  totals?: string;
  seller?: string;
}

/** An ordinary invoice in HTML, with what an attacker adds. */
export function invoiceHtml({
  head = '',
  beforeLines = '',
  afterTotals = '',
  foot = '',
  totals,
  seller = 'Nordlicht Möbel GmbH',
}: Insertions = {}): string {
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${head}
<p><b>${seller}</b><br>Hafenstraße 12<br>20457 Hamburg<br>USt-IdNr.: DE136695976</p>
<p>Kontor Süd AG<br>Marktplatz 3<br>70173 Stuttgart</p>
<h2>Rechnung</h2>
<p>Rechnungsnummer: RE-2024-0815<br>Rechnungsdatum: 05.03.2024<br>Fällig am: 04.04.2024</p>${beforeLines}
<table><tr><th>Pos.</th><th>Bezeichnung</th><th class="n">Menge</th><th class="n">Einzelpreis</th><th class="n">Gesamt</th></tr>
<tr><td>1</td><td>Schreibtisch Eiche</td><td class="n">2</td><td class="n">400,00</td><td class="n">800,00</td></tr>
<tr><td>2</td><td>Rollcontainer</td><td class="n">2</td><td class="n">100,00</td><td class="n">200,00</td></tr></table>
<table>${
    totals ??
    `<tr><td class="n">Nettobetrag</td><td class="n">1.000,00 EUR</td></tr>
<tr><td class="n">zzgl. 19 % USt.</td><td class="n">190,00 EUR</td></tr>
<tr><td class="n"><b>Rechnungsbetrag</b></td><td class="n"><b>1.190,00 EUR</b></td></tr>`
  }</table>${afterTotals}
<p>Bitte überweisen Sie den Betrag auf folgendes Konto:<br>IBAN: DE89 3704 0044 0532 0130 00<br>BIC: COBADEFFXXX</p>
<p style="font-size: 11px">${foot}</p>`;
}

/** Prints papers through Chromium, as PDFs with a text layer. */
export class Printer {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(): Promise<Printer> {
    return new Printer(
      await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
      }),
    );
  }

  async print(html: string): Promise<Buffer> {
    const page = await this.#browser.newPage();
    await page.setContent(html);
    const pdf = await page.pdf({
      format: 'A4',
      printBackground: true,
      margin: { top: '40px', left: '50px', right: '50px' },
    });
    await page.close();
    return pdf;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
