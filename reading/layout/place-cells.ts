import type { Cell, Table } from './blocks.ts';

export interface PlacedCell {
  cell: Cell;
  row: number;
  column: number;
}

/** Puts the cells of a table into its grid, past those that reach down from rows above. */
export function placeCells({ rows }: Table): PlacedCell[] {
  const placed: PlacedCell[] = [];
  /** By column, the first row that is free again. */
  const freeFrom: number[] = [];
  for (const [row, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      while ((freeFrom[column] ?? 0) > row) column += 1;
      placed.push({ cell, row, column });
      for (let over = 0; over < cell.columns; over += 1) freeFrom[column + over] = row + cell.rows;
      column += cell.columns;
    }
  }
  return placed;
}
