import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { packageRoot } from '../../schemas/package-root.ts';
import { makePem, makeSigned } from '../reading/make-cms.ts';
import { makeMail } from '../reading/make-mail.ts';
import { makeMsg, packRtf } from '../reading/make-msg.ts';
import { makeDocx, makeXlsx, p, tbl } from '../reading/make-office.ts';
import { makeTnef } from '../reading/make-tnef.ts';
import { makeZip } from '../reading/make-zip.ts';
import { tinyPdf } from '../reading/tiny-pdf.ts';

const data = join(packageRoot, '..', 'shared', 'data');
/** Larger samples would spend the time on copying bytes. */
const MAX_BYTES = 250_000;

function files(folder: string, ending: string, most: number): Buffer[] {
  return readdirSync(join(data, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(data, folder, name)))
    .filter(({ length }) => length <= MAX_BYTES)
    .slice(0, most);
}

/** The lines of a receipt that say what it is, small enough that recognising them takes a moment. */
function excerpt(scan: Buffer, top: number) {
  return sharp(scan).extract({ left: 60, top, width: 340, height: 130 });
}

/** The samples of a format, and how often a file of it is drawn. */
export interface SampleSet {
  format: string;
  weight: number;
  samples: Buffer[];
}

/** Sound files of every format that is read: from the shared data, or made of them. */
export async function sampleSets(): Promise<SampleSet[]> {
  const pdfs = [...files('invoices-invoice2data', '.pdf', 4), ...files('invoices-zugferd', '.pdf', 24)];
  const plain = tinyPdf([
    'Invoice 12\nBracket 100.00\nTotal 119.00 EUR\nplease pay within thirty days',
    'Page 2\nIBAN',
  ]);
  const forms = files('invoices-azure-samples', '.pdf', 6);
  const xml = files('einvoice-xml', '.xml', 60);
  const scans = files('receipts-sroie/img', '.jpg', 3);
  const [scan] = scans as [Buffer];
  const pictures = scans.map((scan) => excerpt(scan, 100));
  const [pdf, otherPdf] = pdfs as [Buffer, Buffer];
  const [invoice, otherInvoice] = xml as [Buffer, Buffer];
  const letter = { type: 'text/plain', content: 'Please find our invoice attached.' };
  const html = `<html><body><h1>Invoice 12</h1><table><tr><td>Bracket</td><td>100,00</td></tr><tr><td>Total</td><td>119,00 EUR</td></tr></table></body></html>`;
  const rtf = `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}}\\f0 Invoice 12\\par\\trowd Bracket\\cell 100,00 \\u8364?\\cell\\row\\pard Total \\'80 119,00\\par{\\pict\\bin4 abcd}}`;
  const docx = makeDocx({
    header: p('Nordlicht GmbH'),
    body: `${p('Invoice INV-9')}${tbl(['Item', 'Price'], ['Bracket', '100.00'], ['Total', '119.00'])}`,
    footer: p('IBAN DE02120300000000202051'),
  });
  const row = (index: number) =>
    `<row r="${index}"><c r="A${index}" t="s"><v>0</v></c><c r="B${index}" s="${index % 3}"><v>4535${index}.5</v></c></row>`;
  const xlsx = makeXlsx([1, 2, 3].map(row).join(''), ['Bracket']);
  const attached = [
    letter,
    { name: 'a.pdf', type: 'application/pdf', content: pdf },
    { name: 'b.xml', type: 'text/xml', content: invoice },
  ];
  return [
    { format: 'pdf', weight: 8, samples: [...pdfs, ...forms, plain, plain, plain] },
    { format: 'xml', weight: 4, samples: xml },
    { format: 'words', weight: 2, samples: files('receipts-sroie/words', '.json', 8) },
    { format: 'jpeg', weight: 1, samples: await Promise.all(pictures.map((one) => one.clone().jpeg().toBuffer())) },
    { format: 'png', weight: 1, samples: await Promise.all(pictures.map((one) => one.clone().png().toBuffer())) },
    { format: 'webp', weight: 1, samples: await Promise.all(pictures.map((one) => one.clone().webp().toBuffer())) },
    {
      format: 'tiff',
      weight: 1,
      samples: await Promise.all([
        ...(['lzw', 'deflate', 'jpeg'] as const).map((compression, index) =>
          (pictures[index] ?? excerpt(scan, 100)).clone().tiff({ compression }).toBuffer(),
        ),
        excerpt(scan, 100).toColourspace('b-w').threshold().tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
      ]),
    },
    {
      format: 'eml',
      weight: 2,
      samples: [
        makeMail(attached),
        makeMail([{ type: 'text/html', content: html }]),
        makeMail([letter, { name: 'm.eml', type: 'message/rfc822', content: makeMail(attached) }]),
      ],
    },
    {
      format: 'msg',
      weight: 1,
      samples: [
        makeMsg([{ name: 'b.xml', content: invoice }]),
        makeMsg([{ name: 'c.xml', content: otherInvoice }], { html }),
        makeMsg([], { packedRtf: packRtf(rtf) }),
      ],
    },
    {
      format: 'zip',
      weight: 2,
      samples: [
        makeZip([
          { name: 'a.pdf', content: otherPdf },
          { name: 'b.xml', content: invoice },
        ]),
        makeZip([{ name: 'inner.zip', content: makeZip([{ name: 'c.xml', content: otherInvoice }]) }]),
      ],
    },
    {
      format: 'tnef',
      weight: 1,
      samples: [
        makeTnef({
          properties: [[0x1009, packRtf(rtf)]],
          files: [{ title: 'b.xml', content: invoice, properties: [[0x3707, 'b.xml']] }],
        }),
        makeTnef({ body: 'See below', files: [{ title: 'c.xml', content: otherInvoice }] }),
      ],
    },
    {
      format: 'p7m',
      weight: 1,
      samples: [makeSigned(invoice), makeSigned(otherInvoice, { pieces: 1000 }), makePem(makeSigned(invoice))],
    },
    { format: 'docx', weight: 2, samples: [docx, makeDocx({ body: p('Invoice 1 Total 5.00') })] },
    { format: 'xlsx', weight: 2, samples: [xlsx, makeXlsx(row(1), ['Total'])] },
    {
      format: 'rtf',
      weight: 1,
      samples: [Buffer.from(rtf, 'latin1'), Buffer.from(rtf.replace('rtf1', 'rtf1\\fromhtml1'))],
    },
    {
      format: 'html',
      weight: 1,
      samples: [Buffer.from(html), Buffer.from(`<!doctype html>${html.replace('<h1>', '<p>')}`)],
    },
  ];
}
