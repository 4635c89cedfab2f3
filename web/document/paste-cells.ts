import type { Column } from './column.ts';

/** Rows of cells as spreadsheets copy them: tabs between cells, a cell with a tab, break or quote in it in double quotes. */
export function readCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y;
  while (cell.lastIndex <= text.length) {
    const [, quoted, plain = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).replaceAll(/\s+/g, ' ').trim());
    const [mark] = /^(\t|\r?\n|\r)/.exec(text.slice(cell.lastIndex, cell.lastIndex + 2)) ?? [];
    if (mark === undefined) break;
    cell.lastIndex += mark.length;
    if (mark !== '\t') rows.push([]);
  }
  return rows.filter((cells) => cells.some((one) => one !== ''));
}

/** What a paste fills: rows of cells, and the column each stands in. */
export interface PastedCells {
  columns: string[];
  cells: string[][];
}

/**
 * A pasted text as cells for a table, the first in the column `from`; a first row that names columns says where the others
 * go instead. Null for a text of one cell, which is an input's own.
 */
export function pastedCells(
  text: string,
  columns: readonly Column[],
  all: readonly Column[],
  from: string,
): PastedCells | null {
  if (!/[\t\n]/.test(text.trimEnd())) return null;
  const cells = readCells(text);
  const [head = [], ...body] = cells;
  const named = head.map((words) => all.find((column) => isNamed(column, words))?.name);
  if (body.length > 0 && named.filter((name) => name !== undefined).length >= 2) {
    const known = named.flatMap((name, at) => (name === undefined ? [] : [{ name, at }]));
    return {
      columns: known.map(({ name }) => name),
      cells: body.map((row) => known.map(({ at }) => row[at] ?? '')),
    };
  }
  const first = columns.findIndex(({ name }) => name === from);
  return { columns: columns.slice(first).map(({ name }) => name), cells };
}

const bare = (words: string) => words.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
const isNamed = ({ name, words }: Column, head: string) => bare(head) === bare(words) || bare(head) === bare(name);
