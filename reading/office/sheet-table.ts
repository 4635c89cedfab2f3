import { type Cell, paragraph, type Table } from '../layout/blocks.ts';
import { textWidth } from '../layout/text-width.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { all, first } from '../xml/select.ts';
import type { CellFormats } from './cell-formats.ts';

/** Columns that are looked at: invoices need about twenty. */
const MAX_COLUMNS = 256;
/** Width of one character of the default font, in points. */
const CHARACTER = 5.25;
/** Widest column, in points, that keeps the width it has in the sheet. */
const WIDEST = 400;

interface SheetCell {
  column: number;
  text: string;
  isNumber: boolean;
}

/** The text of a string item: its plain text or that of its runs, without phonetic hints. */
export function richText(item: XmlElement): string {
  return [...all(item, 't'), ...all(item, 'r/t')].map(({ text }) => text).join('');
}

/** Column of a cell reference such as "AB12", from 0; -1 where there is none. */
function columnOf(reference: string | undefined): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0] ?? '';
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(
  cell: XmlElement,
  shared: readonly string[],
  formats: CellFormats,
): { text: string; isNumber: boolean } {
  const value = first(cell, 'v')?.text ?? '';
  const type = cell.attributes.get('t') ?? 'n';
  if (type === 's') return { text: shared[Number(value)] ?? '', isNumber: false };
  if (type === 'inlineStr') return { text: all(cell, 'is').map(richText).join(''), isNumber: false };
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', isNumber: false };
  if (type !== 'n' || value.trim() === '' || !Number.isFinite(Number(value))) return { text: value, isNumber: false };
  return { text: formats(Number(value), Number(cell.attributes.get('s') ?? 0)).trim(), isNumber: true };
}

/** Columns that merged cells cover, by the reference of their first cell. */
function mergedColumns(sheet: XmlElement): Map<string, number> {
  return new Map(
    all(sheet, 'mergeCells/mergeCell').map(({ attributes }) => {
      const [from = '', to = ''] = (attributes.get('ref') ?? '').split(':');
      return [from, Math.max(1, columnOf(to) - columnOf(from) + 1)];
    }),
  );
}

function hiddenColumns(sheet: XmlElement): Set<number> {
  const hidden = new Set<number>();
  for (const { attributes } of all(sheet, 'cols/col')) {
    if (!/^(1|true)$/.test(attributes.get('hidden') ?? '')) continue;
    const last = Math.min(MAX_COLUMNS, Number(attributes.get('max') ?? 0));
    for (let column = Number(attributes.get('min') ?? 1); column <= last; column += 1) hidden.add(column - 1);
  }
  return hidden;
}

function columnWidthsOf(sheet: XmlElement, rows: readonly SheetCell[][], columns: number): number[] {
  const widths: number[] = Array.from({ length: columns }, () => 8.43 * CHARACTER);
  for (const { attributes } of all(sheet, 'cols/col')) {
    const last = Math.min(columns, Number(attributes.get('max') ?? 0));
    const width = Math.min(WIDEST, Number(attributes.get('width') ?? 8.43) * CHARACTER) || 0;
    for (let column = Number(attributes.get('min') ?? 1); column <= last; column += 1) widths[column - 1] = width;
  }
  for (const { column, text, isNumber } of rows.flat()) {
    if (isNumber) widths[column] = Math.max(widths[column] ?? 0, textWidth(text));
  }
  return widths;
}

/** Cells of one row at their columns; a text reaches over the empty cells beside it, as it does on the screen. */
function tableRow(cells: readonly SheetCell[], columns: number): Cell[] {
  const row: Cell[] = [];
  let next = 0;
  for (const [index, { column, text, isNumber }] of cells.entries()) {
    if (column > next) row.push({ blocks: [], columns: column - next, rows: 1 });
    const free = (cells[index + 1]?.column ?? columns) - column;
    next = column + (isNumber ? 1 : Math.max(1, free));
    row.push({ blocks: [paragraph(text.split(/\r?\n/))], columns: next - column, rows: 1 });
  }
  return row;
}

/** The visible cells of a worksheet as a table. */
export function sheetTable(sheet: XmlElement, shared: readonly string[], formats: CellFormats): Table {
  const hidden = hiddenColumns(sheet);
  const merged = mergedColumns(sheet);
  const rows = all(sheet, 'sheetData/row')
    .filter(({ attributes }) => !/^(1|true)$/.test(attributes.get('hidden') ?? ''))
    .map((row) => {
      let column = -1;
      return all(row, 'c').flatMap((cell): SheetCell[] => {
        const reference = cell.attributes.get('r');
        column = reference === undefined ? column + 1 : columnOf(reference);
        if (column < 0 || column >= MAX_COLUMNS || hidden.has(column)) return [];
        const { text, isNumber } = cellText(cell, shared, formats);
        const isMerged = merged.has(reference ?? '');
        return text.trim() === '' ? [] : [{ column, text, isNumber: isNumber && !isMerged }];
      });
    })
    .filter((cells) => cells.length > 0);
  const columns = rows.reduce((most, cells) => Math.max(most, (cells.at(-1)?.column ?? 0) + 1), 0) + 1;
  return {
    kind: 'table',
    rows: rows.map((cells) => tableRow(cells, columns)),
    widths: columnWidthsOf(sheet, rows, columns),
  };
}
