/** A document without pages of its own (HTML, text, DOCX, XLSX) as what stands below and beside each other. */
export type Block = Paragraph | Table;

/** Lines of text, wrapped where they are too wide. A tab goes on to the next tab stop. */
export interface Paragraph {
  kind: 'paragraph';
  lines: string[];
}

export interface Table {
  kind: 'table';
  rows: Cell[][];
  /** Widths of its columns in points where the document states them; else they follow from the content. */
  widths?: number[];
}

export interface Cell {
  blocks: Block[];
  /** Columns and rows it covers, at least 1. */
  columns: number;
  rows: number;
}

export const paragraph = (lines: string[]): Paragraph => ({ kind: 'paragraph', lines });
