import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { composePdf, type PageParts, show } from './compose-pdf.ts';
import { limits } from './shared-data.ts';

const lines = ['Invoice 4711 of 2 May 2024', 'Total due: 1.234,50 EUR in thirty days'];
const words = lines.join(' ').split(' ');
const body = lines.map((line, row) => show(60, 300 - 20 * row, line)).join('\n');
const secret = 'Total due: 1,00 EUR';
const extraForm = (content: string) => ({
  dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 500 400] /Resources << /Font << /F1 4 0 R >> >>',
  stream: content,
});

async function readPage(parts: PageParts) {
  const { parts: documents, findings } = await readDocument(composePdf(parts), { limits });
  const page = documents[0]?.pages[0];
  assert.ok(page);
  return { texts: page.words.map(({ text }) => text), findings };
}

const attacks: { name: string; why: RegExp; parts: PageParts }[] = [
  { name: 'white on white', why: /no ink/, parts: { content: `${body}\n1 g ${show(60, 200, secret)}` } },
  { name: 'nearly white', why: /no ink/, parts: { content: `${body}\n0.99 g ${show(60, 200, secret)}` } },
  {
    name: 'black on black',
    why: /no ink/,
    parts: { content: `${body}\n0 g 50 190 200 30 re f ${show(60, 200, secret)}` },
  },
  {
    name: 'white under visible text',
    why: /no ink/,
    parts: { content: `1 g ${show(60, 280, secret)} 0 g\n${body}` },
  },
  {
    name: 'under a rectangle in the colour of the paper',
    why: /no ink/,
    parts: { content: `${body}\n${show(60, 200, secret)} 1 g 50 190 200 30 re f` },
  },
  {
    name: 'under a wide line',
    why: /no ink/,
    parts: { content: `${body}\n${show(60, 200, secret)} 1 G 30 w 50 204 m 250 204 l S` },
  },
  {
    name: 'without ink',
    why: /no ink/,
    parts: { content: `${body}\nBT 3 Tr /F1 12 Tf 60 200 Td (${secret}) Tj ET` },
  },
  {
    name: 'outside of its clip',
    why: /no ink/,
    parts: { content: `${body}\nq 300 100 50 50 re W n ${show(60, 200, secret)} Q` },
  },
  {
    name: 'transparent',
    why: /no ink/,
    parts: {
      content: `${body}\n/G1 gs ${show(60, 200, secret)}`,
      resources: '/ExtGState << /G1 << /ca 0 /CA 0 >> >>',
    },
  },
  {
    name: 'white inside a form',
    why: /no ink/,
    parts: {
      content: `${body}\n/X1 Do`,
      resources: '/XObject << /X1 6 0 R >>',
      extra: [extraForm(`1 g ${show(60, 200, secret)}`)],
    },
  },
  {
    name: 'in a layer that is switched off',
    why: /no ink/,
    parts: {
      content: `${body}\n/OC /L1 BDC ${show(60, 200, secret)} EMC`,
      resources: '/Properties << /L1 6 0 R >>',
      catalog: '/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>',
      extra: [{ dictionary: '/Type /OCG /Name (hidden)' }],
    },
  },
  { name: 'of one point', why: /too small/, parts: { content: `${body}\n${show(60, 200, secret, 1)}` } },
  { name: 'off the page', why: /off the page/, parts: { content: `${body}\n${show(60, -40, secret)}` } },
  {
    name: 'outside of the crop box',
    why: /off the page/,
    parts: { content: `${body}\n${show(60, 40, secret)}`, page: '/CropBox [0 100 500 400]' },
  },
];

describe('text that nobody sees', () => {
  after(closeReaders);

  for (const { name, why, parts } of attacks)
    it(`is left out and told of: ${name}`, async () => {
      const { texts, findings } = await readPage(parts);
      assert.deepEqual(texts, words);
      const [finding] = findings;
      assert.equal(finding?.rule, 'text.hidden');
      assert.equal(finding?.where, 'page 1');
      assert.match(finding?.message ?? '', why);
      assert.match(finding?.message ?? '', /1,00/);
    });

  it('is left out where an image lies over it', async () => {
    const image = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c8dcf0' } })
      .jpeg()
      .toBuffer();
    const { texts, findings } = await readPage({
      content: `${body}\n${show(60, 200, secret)}\nq 220 0 0 40 50 185 cm /I1 Do Q`,
      resources: '/XObject << /I1 6 0 R >>',
      extra: [
        {
          dictionary:
            '/Type /XObject /Subtype /Image /Width 40 /Height 20 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
          stream: image,
        },
      ],
    });
    assert.deepEqual(texts, words);
    assert.match(findings[0]?.message ?? '', /no ink.*1,00/);
  });

  it('is left out where a cover hides one digit of it', async () => {
    const { texts } = await readPage({
      content: `${body}\n${show(60, 200, '9876543')} 1 g 60 195 6.6 20 re f`,
    });
    assert.deepEqual(texts, words);
  });

  it('is not what is light on dark, faint, ruled, clipped to its place, transparent or on a picture', async () => {
    const { texts, findings } = await readPage({
      content: [
        body,
        `0 g 50 190 200 30 re f 1 g ${show(60, 200, 'Light on dark')} 0 g`,
        `0.9 g ${show(60, 160, 'Faint')} 0 g`,
        `${show(60, 140, 'Ruled')} 60 138 40 0.5 re f 60 141 40 0.5 re f 60 144 40 0.5 re f`,
        `q 55 115 80 20 re W n ${show(60, 120, 'Clipped')} Q`,
        `q /G1 gs ${show(60, 100, 'Transparent')} Q`,
        show(60, 80, 'small print', 4),
      ].join('\n'),
      resources: '/ExtGState << /G1 << /ca 0.4 >> >>',
    });
    assert.deepEqual(texts, [
      ...words,
      ...['Light', 'on', 'dark', 'Faint', 'Ruled', 'Clipped', 'Transparent', 'small', 'print'],
    ]);
    assert.deepEqual(findings, []);
  });
});

describe('a layer under a scan that lies about figures', () => {
  after(closeReaders);

  it('gives way to what is seen there', async () => {
    const seen = [
      'Invoice 4711 of 2 May 2024',
      'Delivery of twelve wooden chairs',
      'Total due 119.00 EUR',
      'payable within thirty days',
    ];
    const rows = seen.map((line, row) => `<text x="160" y="${400 + 80 * row}">${line}</text>`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1600" font-size="48" font-family="DejaVu Sans, sans-serif"><rect width="2000" height="1600" fill="white"/>${rows.join('')}</svg>`;
    const claimed = [...seen.map((line) => line.replace('119.00', '911.00')), 'IBAN DE02120300000000202051'];
    const hidden = claimed.map((line, row) => `BT 3 Tr /F1 13 Tf 40 ${300 - 20 * row} Td (${line}) Tj ET`);
    const { texts, findings } = await readPage({
      content: `${hidden.join('\n')}\nq 500 0 0 400 0 0 cm /I1 Do Q`,
      resources: '/XObject << /I1 6 0 R >>',
      extra: [
        {
          dictionary:
            '/Type /XObject /Subtype /Image /Width 2000 /Height 1600 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
          stream: await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer(),
        },
      ],
    });
    assert.deepEqual(texts, [...seen.join(' ').split(' '), 'IBAN']);
    assert.match(findings[0]?.message ?? '', /scan over them.*911\.00.*DE021/);
  });
});
