import type { Box } from '../../schemas/place.ts';
import type { Page } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import { outlinesContradict } from './glyph-outlines.ts';
import { glyphWords } from './glyph-words.ts';
import type { PdfPage } from './pdf-page.ts';

/** Words that nobody sees who looks at the page, by why. */
export interface HiddenText {
  /** In the colour of what lies under them, covered, cut off, switched off, or drawn without ink. */
  unseen: PlacedWord[];
  offPage: PlacedWord[];
  tiny: PlacedWord[];
  /** Under a scan that shows something else. */
  contradicted: PlacedWord[];
}

/** In points: the smallest print that is meant to be read has twice this size. */
const TINY = 2;
/** Letters this wide, in points, are not tiny, whatever size their font claims. */
const WIDE = 1.6;

/** The text of one page, before it is decided what of it is trusted. */
export interface TextLayer {
  /** What the text layer shows. */
  shown: PlacedWord[];
  /** Words without ink on an image, as optical recognition lays them under a scan. */
  underImages: PlacedWord[];
  hidden: HiddenText;
  /** The outlines of the glyphs do not look like the characters that they are said to be. */
  contradicted: boolean;
}

const holds = (outer: Box, [x0, y0, x1, y1]: Box) => {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x > outer[0] && x < outer[2] && y > outer[1] && y < outer[3];
};

const isTiny = ({ size, box, text }: PlacedWord) =>
  size < TINY && Math.max(box[2] - box[0], box[3] - box[1]) < WIDE * text.length;

/** The text of an open page. What a reader cannot see is told apart: words without ink, off the page, or tiny. */
export function readTextLayer(page: PdfPage): TextLayer {
  const glyphs = page.glyphs();
  const frame: Box = [0, 0, page.width, page.height];
  const inkless = glyphs.filter(({ invisible }) => invisible);
  const painted = inkless.length === 0 ? glyphs : glyphs.filter(({ invisible }) => !invisible);
  const words = glyphWords(painted, page.unseen(painted));
  const [unseen, seen] = parted([...words, ...glyphWords(inkless).map(withoutInk)], (word) => word.unseen === true);
  const [tiny, readable] = parted(seen, isTiny);
  const [shown, offPage] = parted(readable, (word) => holds(frame, word.box));
  const images = unseen.length === 0 ? [] : page.drawnContent().images;
  const [underImages, lost] = parted(unseen, (word) => images.some((image) => holds(image, word.box)));
  return {
    shown,
    underImages: underImages.filter((word) => holds(frame, word.box)),
    hidden: { unseen: lost, offPage, tiny, contradicted: [] },
    contradicted: outlinesContradict(painted),
  };
}

const withoutInk = (word: PlacedWord): PlacedWord => ({ ...word, unseen: true });

function parted(words: readonly PlacedWord[], holds: (word: PlacedWord) => boolean): [PlacedWord[], PlacedWord[]] {
  const groups = Map.groupBy(words, holds);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** Words of a page in reading order, in points, origin top left. */
export function pageOf({ width, height }: PdfPage, words: readonly PlacedWord[]): Page {
  return { width, height, source: 'text', words: orderWords(words) };
}
