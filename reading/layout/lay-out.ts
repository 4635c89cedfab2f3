import { DocketError } from '../../schemas/errors.ts';
import type { Page, Word } from '../../schemas/words.ts';
import type { Block, Table } from './blocks.ts';
import { COLUMN_GAP, columnWidths } from './column-widths.ts';
import { placeCells } from './place-cells.ts';
import { FONT_SIZE, textWidth } from './text-width.ts';

/** A4 in points. */
const PAGE = { width: 595, height: 842, margin: 40 };
const LINE_HEIGHT = 12;
const LINES_A_PAGE = Math.floor((PAGE.height - 2 * PAGE.margin) / LINE_HEIGHT);
const TAB_STOP = 72;
const SPACE = textWidth(' ');
/** A gap wider than this is more than white space: a column, a tab stop. */
const SEGMENT_GAP = 1.5 * FONT_SIZE;

/** A word on an endless sheet, its line counted from the top. */
interface SheetWord {
  text: string;
  x: number;
  width: number;
  line: number;
}

class Sheet {
  readonly words: SheetWord[] = [];

  /** Places blocks below each other from a line on. @returns the line below them */
  add(blocks: readonly Block[], x: number, width: number, line: number): number {
    let next = line;
    for (const block of blocks) {
      if (block.kind === 'table') next = this.#addTable(block, x, width, next);
      else for (const text of block.lines) next = this.#addLine(text, x, width, next);
    }
    return next;
  }

  #addLine(text: string, left: number, width: number, line: number): number {
    let x = left;
    let at = line;
    for (const [index, stretch] of text.split('\t').entries()) {
      if (index > 0) x = left + (Math.floor((x - left) / TAB_STOP) + 1) * TAB_STOP;
      for (const word of stretch.split(/\s+/u)) {
        if (word === '') continue;
        const wide = textWidth(word);
        if (x > left && x + wide > left + width) {
          x = left;
          at += 1;
        }
        this.words.push({ text: word, x, width: wide, line: at });
        x += wide + SPACE;
      }
    }
    return at + 1;
  }

  #addTable(table: Table, x: number, width: number, line: number): number {
    const widths = columnWidths(table, width);
    const lefts: number[] = [];
    widths.reduce((left, one) => {
      lefts.push(left);
      return left + one + COLUMN_GAP;
    }, x);
    let top = line;
    let bottom = line;
    let row = 0;
    for (const { cell, row: cellRow, column } of placeCells(table)) {
      if (cellRow > row) {
        row = cellRow;
        top = bottom;
      }
      const covered = widths.slice(column, column + cell.columns);
      const room = covered.reduce((sum, one) => sum + one, (covered.length - 1) * COLUMN_GAP);
      bottom = Math.max(bottom, this.add(cell.blocks, lefts[column] ?? x, room + 0.01, top));
    }
    return bottom;
  }
}

const round = (value: number) => Math.round(value * 100) / 100;

/** The words of one page in reading order: line by line, each from left to right, a segment for each cell of a line. */
function toWords(words: SheetWord[]): Word[] {
  let segment = -1;
  let previous: SheetWord | null = null;
  return words
    .toSorted((a, b) => a.line - b.line || a.x - b.x)
    .map((word) => {
      const { text, x, width, line } = word;
      const begins = previous?.line !== line || x - previous.x - previous.width > SEGMENT_GAP;
      if (begins) segment += 1;
      previous = word;
      const top = PAGE.margin + (line % LINES_A_PAGE) * LINE_HEIGHT;
      return { text, box: [round(x), top, round(x + width), top + FONT_SIZE], line: segment };
    });
}

/**
 * Lays a document out on pages of A4, wider where a table does not fit: the cells of a row share a line, columns keep
 * their order and their place.
 * @throws DocketError `pdf.too-many-pages`
 */
export function layOut(blocks: readonly Block[], maxPages: number): Page[] {
  const sheet = new Sheet();
  const lines = sheet.add(blocks, PAGE.margin, PAGE.width - 2 * PAGE.margin, 0);
  const count = Math.max(1, Math.ceil(lines / LINES_A_PAGE));
  if (count > maxPages) {
    throw new DocketError('pdf.too-many-pages', `The file comes to ${count} pages; the limit is ${maxPages}.`);
  }
  const right = sheet.words.reduce((most, { x, width }) => Math.max(most, x + width), 0);
  const width = Math.max(PAGE.width, Math.ceil(right + PAGE.margin));
  const pages: SheetWord[][] = Array.from({ length: count }, () => []);
  for (const word of sheet.words) pages[Math.floor(word.line / LINES_A_PAGE)]?.push(word);
  return pages.map((words) => ({ width, height: PAGE.height, source: 'text', words: toWords(words) }));
}
