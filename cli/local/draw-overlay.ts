import sharp from 'sharp';
import type { Box } from '../../schemas/place.ts';
import type { Page, Word } from '../../schemas/words.ts';

/** Colours of neighbouring line segments, so that where one ends is seen. */
const LINE_COLOURS = ['#0b6bcb', '#c2410c', '#15803d', '#7e22ce'];
const ORDER_COLOUR = '#be123c';
/** Every word's number would cover the page: the first of each line segment shows where reading goes on. */
const NUMBER_SIZE = 0.55;

const escapeXml = (text: string) =>
  text.replace(/[&<>"'\p{Cc}]/gu, (character) => (/\p{Cc}/u.test(character) ? '' : `&#${character.codePointAt(0)};`));

const centre = ({ box: [x0, y0, x1, y1] }: Word): string => `${(x0 + x1) / 2} ${(y0 + y1) / 2}`;

function wordMarks({ text, box: [x0, y0, x1, y1], line = 0 }: Word): string {
  const colour = LINE_COLOURS[line % LINE_COLOURS.length];
  const size = Math.min(y1 - y0, x1 - x0) * 0.8;
  const width = Math.max(0.1, x1 - x0);
  return (
    `<rect x="${x0}" y="${y0}" width="${width}" height="${y1 - y0}" fill="${colour}" fill-opacity="0.12" stroke="${colour}" stroke-width="0.4"/>` +
    `<text x="${x0}" y="${y0}" font-size="${Math.max(2, size * 0.45)}" fill="${colour}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`
  );
}

function lineNumber(word: Word, index: number): string {
  const [x0, y0, , y1] = word.box;
  const size = Math.max(3, (y1 - y0) * NUMBER_SIZE);
  return `<text x="${x0 - 0.3 * size}" y="${(y0 + y1) / 2 + size / 3}" font-size="${size}" text-anchor="end" font-weight="bold" fill="${ORDER_COLOUR}">${index + 1}</text>`;
}

const frame = ([x0, y0, x1, y1]: Box): string =>
  `<rect x="${x0}" y="${y0}" width="${x1 - x0}" height="${y1 - y0}" fill="none" stroke="${ORDER_COLOUR}" stroke-width="2" vector-effect="non-scaling-stroke"/>`;

/**
 * The page's words as SVG in the page's own units: boxes by line segment, texts over them, the way of reading as a line,
 * and a frame round a paper that shares its page with others.
 */
export function overlaySvg({ width, height, area, words }: Page, pixels: { width: number; height: number }): string {
  const starts = words.flatMap((word, index) => (index === 0 || word.line !== words[index - 1]?.line ? [word] : []));
  const path =
    words.length === 0
      ? ''
      : `<path d="M ${words.map(centre).join(' L ')}" fill="none" stroke="${ORDER_COLOUR}" stroke-width="0.5" stroke-opacity="0.6"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels.width}" height="${pixels.height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" font-family="sans-serif">` +
    `${area ? frame(area) : ''}${words.map(wordMarks).join('')}${path}${starts.map(lineNumber).join('')}</svg>`
  );
}

/**
 * Draws the words, boxes and reading order of a page over its picture.
 * @param picture PNG of the page; null for formats without one, whose words are drawn on white
 * @returns PNG
 */
export async function drawOverlay(page: Page, picture: Uint8Array | null, scale: number): Promise<Uint8Array> {
  const base =
    picture === null
      ? sharp({
          create: {
            width: Math.max(1, Math.round(page.width * scale)),
            height: Math.max(1, Math.round(page.height * scale)),
            channels: 3,
            background: '#fff',
          },
        })
      : sharp(picture);
  const { data, info } = await base.png().toBuffer({ resolveWithObject: true });
  return sharp(data)
    .composite([{ input: Buffer.from(overlaySvg(page, info)) }])
    .png()
    .toBuffer();
}
