import { type Block, type Cell, paragraph, type Table } from '../layout/blocks.ts';
import { COLUMN_GAP } from '../layout/column-widths.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { all, first } from '../xml/select.ts';

/** Twentieths of a point, the unit of WordprocessingML. */
const TWIPS = 20;
/** A table column narrower than this, in points, is a spacer or states no width. */
const NARROWEST = 8;
const MAX_SPAN = 100;

/** Deleted text, field codes, the older of two renderings of one drawing: not what a reader sees. */
const unseen = new Set([
  'del',
  'delText',
  'instrText',
  'moveFrom',
  'Fallback',
  'rPr',
  'pPr',
  'sectPr',
  'tblPr',
  'trPr',
]);
const breaks: Record<string, string> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' };

/** In half points: nobody reads text of two points. */
const TINY = 4;

function isHidden(run: XmlElement): boolean {
  const size = first(run, 'rPr/sz')?.attributes.get('val');
  return first(run, 'rPr/vanish') !== undefined || (size !== undefined && Number(size) <= TINY);
}

/** The text of a paragraph, and the text boxes that are anchored in it. */
class Run {
  text = '';
  readonly boxes: Block[] = [];

  add(element: XmlElement): void {
    if (unseen.has(element.name) || (element.name === 'r' && isHidden(element))) return;
    if (element.name === 'txbxContent') this.boxes.push(...wordBlocks(element));
    else if (element.name === 't') this.text += element.text;
    else if (Object.hasOwn(breaks, element.name)) this.text += breaks[element.name];
    else for (const child of element.children) this.add(child);
  }
}

function paragraphBlocks(element: XmlElement): Block[] {
  const run = new Run();
  run.add(element);
  const lines = run.text.split('\n').filter((line) => line.trim() !== '');
  return [...(lines.length > 0 ? [paragraph(lines)] : []), ...run.boxes];
}

const count = (element: XmlElement | undefined): number =>
  Math.min(MAX_SPAN, Math.max(0, Math.trunc(Number(element?.attributes.get('val') ?? 0)) || 0));

function cellOf(element: XmlElement): Cell {
  const columns = Math.max(1, count(first(element, 'tcPr/gridSpan')));
  const merged = first(element, 'tcPr/vMerge');
  const isContinued = merged !== undefined && merged.attributes.get('val') !== 'restart';
  return { blocks: isContinued ? [] : wordBlocks(element), columns, rows: 1 };
}

/** The rows and cells below an element, whether they stand there or in a content control. */
function inside(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => {
    if (child.name === name) return [child];
    return ['sdt', 'sdtContent', 'customXml', 'ins'].includes(child.name) ? inside(child, name) : [];
  });
}

function tableBlock(element: XmlElement): Table {
  const rows = inside(element, 'tr').map((row) => {
    const skipped = count(first(row, 'trPr/gridBefore'));
    const before: Cell[] = skipped > 0 ? [{ blocks: [], columns: skipped, rows: 1 }] : [];
    return [...before, ...inside(row, 'tc').map(cellOf)];
  });
  const widths = all(element, 'tblGrid/gridCol').map(
    ({ attributes }) => Number(attributes.get('w') ?? 0) / TWIPS - COLUMN_GAP,
  );
  const columns = rows.reduce(
    (most, cells) =>
      Math.max(
        most,
        cells.reduce((sum, cell) => sum + cell.columns, 0),
      ),
    0,
  );
  const isStated = widths.length >= columns && widths.every((width) => width >= NARROWEST && width < 2000);
  return { kind: 'table', rows, ...(isStated ? { widths } : {}) };
}

/** The paragraphs and tables below an element of WordprocessingML, in order. */
export function wordBlocks(element: XmlElement | undefined): Block[] {
  return (element?.children ?? []).flatMap((child) => {
    if (unseen.has(child.name)) return [];
    if (child.name === 'p') return paragraphBlocks(child);
    if (child.name === 'tbl') return [tableBlock(child)];
    return wordBlocks(child);
  });
}
