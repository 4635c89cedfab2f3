import { type Block, type Cell, paragraph, type Table } from '../layout/blocks.ts';
import { CELL_END, ROW_END, ROW_START } from './rtf-content.ts';

const paragraphs = (text: string): Block[] => (text.trim() === '' ? [] : [paragraph(text.trimEnd().split('\n'))]);

/** A row stands between its marks; what follows the end of its last cell is none. */
function cellsOf(row: string): Cell[] {
  const texts = row.split(CELL_END).slice(0, -1);
  return texts.map((text) => ({ blocks: paragraphs(text), columns: 1, rows: 1 }));
}

/** The paragraphs and tables of a text with the marks of an RTF's tables. Rows that follow each other are one table. */
export function rtfBlocks(text: string): Block[] {
  const [before = '', ...pieces] = text.split(ROW_START);
  const blocks = paragraphs(before);
  let table: Table | null = null;
  for (const piece of pieces) {
    const end = piece.indexOf(ROW_END);
    const after = end < 0 ? piece.replaceAll(CELL_END, '\t') : piece.slice(end + 1);
    if (end >= 0) {
      if (table === null) {
        table = { kind: 'table', rows: [] };
        blocks.push(table);
      }
      table.rows.push(cellsOf(piece.slice(0, end)));
    }
    if (after.trim() === '') continue;
    blocks.push(...paragraphs(after));
    table = null;
  }
  return blocks;
}
