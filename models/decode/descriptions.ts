import { heightOf, middleOf, sameLine, union, wordsAt } from './page-words.ts';
import { cellSpans, type ScoredPage, type Span } from './spans.ts';
import { SAME_ROW, type TableRow } from './table-rows.ts';

/** A description goes on over a vertical gap of at most this many line heights. */
const BLOCK_GAP = 1.5;
/** A description belongs to a row at most this many line heights away. */
const ATTACH_GAP = 2.5;
const DESCRIPTION = 'line.description';

function goesOn(last: Span, piece: Span, { page }: ScoredPage): boolean {
  const [before, first] = wordsAt(page, [last.words.at(-1) ?? -1, piece.words[0] ?? -1]);
  if (before && first && sameLine(before.box, first.box)) return true;
  const height = heightOf(last.box);
  const gap = piece.box[1] - last.box[3];
  const overlap = Math.min(piece.box[2], last.box[2]) - Math.max(piece.box[0], last.box[0]);
  return -height <= gap && gap <= BLOCK_GAP * height && overlap > 0;
}

/** Descriptions: a piece that does not begin one goes on with the last where it lies below or beside it. */
export function descriptionBlocks(scored: ScoredPage): Span[][] {
  const blocks: Span[][] = [];
  for (const piece of cellSpans(DESCRIPTION, scored)) {
    const open = blocks.at(-1);
    const last = open?.at(-1);
    const begins = scored.scores.starts(piece.words[0] ?? -1, DESCRIPTION);
    if (open && last && !begins && goesOn(last, piece, scored)) open.push(piece);
    else blocks.push([piece]);
  }
  return blocks;
}

/** How far a description is from a row, in line heights: 0 on its first line, less inside it and above than below. */
function distance(block: readonly Span[], row: TableRow): number {
  const first = block[0]?.box ?? [0, 0, 0, 0];
  const box = union(block.map((span) => span.box));
  const height = heightOf(first);
  if (Math.abs(middleOf(first) - row.middle) <= SAME_ROW * Math.max(height, row.height)) return 0;
  if (box[1] <= row.middle && row.middle <= box[3]) return 0.1;
  if (row.middle > box[3]) return 0.2 + Math.max(0, row.top - box[3]) / height;
  return 0.7 + Math.max(0, box[1] - row.bottom) / height;
}

/** Gives each row the nearest free description, nearest pairs first. Rows without one are absent. */
export function attachDescriptions(rows: readonly TableRow[], blocks: readonly Span[][]): Map<TableRow, Span[]> {
  const pairs = blocks.flatMap((block, b) => rows.map((row, r) => ({ block, row, b, r, gap: distance(block, row) })));
  pairs.sort((x, y) => x.gap - y.gap || x.b - y.b || x.r - y.r);
  const attached = new Map<TableRow, Span[]>();
  const taken = new Set<number>();
  for (const { block, row, b, gap } of pairs) {
    if (gap > ATTACH_GAP || taken.has(b) || attached.has(row)) continue;
    attached.set(row, block);
    taken.add(b);
  }
  return attached;
}
