import sharp from 'sharp';

/** A paper with print on it; rows are left texts, or left and right ones. */
export interface DrawnPaper {
  rows: readonly (string | readonly [string, string])[];
  width: number;
  fontSize?: number;
}

/** Where a paper lies on a page: its middle, in pixels, and its turn in degrees, clockwise. */
export type LaidPaper = DrawnPaper & { x: number; y: number; turn?: number };

const LINE = 1.7;
const fontOf = ({ fontSize = 26 }: DrawnPaper) => fontSize;
export const heightOf = (paper: DrawnPaper): number => Math.ceil((paper.rows.length + 2) * LINE * fontOf(paper));

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function rowsOf(paper: DrawnPaper): string {
  const size = fontOf(paper);
  return paper.rows
    .flatMap((row, index) => {
      const y = Math.round((index + 2) * LINE * size);
      const [left, right] = typeof row === 'string' ? [row, ''] : row;
      const end = `<text x="${paper.width - size}" y="${y}" text-anchor="end">${escaped(right)}</text>`;
      return [`<text x="${size}" y="${y}">${escaped(left)}</text>`, right === '' ? '' : end];
    })
    .join('');
}

/** A page on which papers lie, as PNG. `paper` of the same colour as `ground` has edges that nobody sees. */
export async function drawPapers(
  page: { width: number; height: number; ground: string; paper?: string },
  papers: readonly LaidPaper[],
): Promise<Buffer> {
  const drawn = papers.map((laid) => {
    const height = heightOf(laid);
    const size = `width="${laid.width}" height="${height}"`;
    return `<g transform="translate(${laid.x} ${laid.y}) rotate(${laid.turn ?? 0}) translate(${-laid.width / 2} ${-height / 2})" font-size="${fontOf(laid)}"><rect ${size} fill="${page.paper ?? 'white'}"/>${rowsOf(laid)}</g>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}" font-family="DejaVu Sans, sans-serif"><rect width="100%" height="100%" fill="${page.ground}"/>${drawn.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The words printed on a paper, row by row. */
export const wordsOn = (paper: DrawnPaper): string[] => paper.rows.flat().flatMap((row) => row.split(' '));

/** Three receipts that have nothing in common but their kind. */
export const bakery: DrawnPaper = {
  width: 520,
  rows: [
    'Harbour Bakery',
    'Quay Road 12, Dover',
    'Receipt 30412',
    'Date 12.03.2024 08:41',
    ['Wheat bread', '3.80'],
    ['Butter rolls', '2.40'],
    ['Apple cake', '4.15'],
    ['Total', '10.35'],
    'Thank you and good day',
  ],
};
export const hardware: DrawnPaper = {
  width: 560,
  rows: [
    'Miller Hardware Ltd',
    'Station Street 7, Leeds',
    'Till 4 Invoice 88213',
    '21/02/2024 16:05',
    ['Hammer', '18.90'],
    ['Wood screws', '6.49'],
    ['Work gloves', '12.00'],
    ['Sand paper', '3.20'],
    ['Sum', '40.59'],
    ['VAT 20 %', '6.77'],
    'Goods may be exchanged',
  ],
};
export const parking: DrawnPaper = {
  width: 480,
  rows: [
    'City Garage North',
    'Ticket 7719',
    'Entry 02.04.2024 09:10',
    'Exit 02.04.2024 13:55',
    ['Five hours', '11.50'],
    ['Net', '9.66'],
    ['Amount', '11.50'],
    'Drive safely',
  ],
};
