import type { Block, Table } from './blocks.ts';
import { placeCells } from './place-cells.ts';
import { textWidth } from './text-width.ts';

/** Space between columns: wide enough that neighbours are cells of their own and not words of one line. */
export const COLUMN_GAP = 18;

/** How wide something wants to be, and the least it needs so that no word sticks out. */
interface Wish {
  natural: number;
  least: number;
}

const known = new WeakMap<Block, Wish>();

function wishOfParagraph(lines: readonly string[]): Wish {
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  return { natural: widest(lines), least: widest(lines.flatMap((line) => line.split(/\s+/))) };
}

/** What each column of a table wishes for; a cell over several columns adds what they lack to the last of them. */
function wishesOfColumns(table: Table): Wish[] {
  const wishes: Wish[] = [];
  const cells = placeCells(table).toSorted((a, b) => a.cell.columns - b.cell.columns);
  for (const { cell, column } of cells) {
    const wish = wishOf(cell.blocks);
    const last = column + cell.columns - 1;
    while (wishes.length <= last) wishes.push({ natural: 0, least: 0 });
    const others = wishes.slice(column, last);
    const lastWish = wishes[last] as Wish;
    const has = (side: keyof Wish) => others.reduce((sum, other) => sum + other[side] + COLUMN_GAP, 0);
    lastWish.natural = Math.max(lastWish.natural, wish.natural - has('natural'));
    lastWish.least = Math.max(lastWish.least, wish.least - has('least'));
  }
  return wishes;
}

function wishOfBlock(block: Block): Wish {
  const before = known.get(block);
  if (before) return before;
  const wish = block.kind === 'paragraph' ? wishOfParagraph(block.lines) : sum(wishesOfColumns(block));
  known.set(block, wish);
  return wish;
}

function sum(wishes: readonly Wish[]): Wish {
  const gaps = Math.max(0, wishes.length - 1) * COLUMN_GAP;
  return wishes.reduce((all, { natural, least }) => ({ natural: all.natural + natural, least: all.least + least }), {
    natural: gaps,
    least: gaps,
  });
}

function wishOf(blocks: readonly Block[]): Wish {
  return blocks.map(wishOfBlock).reduce(
    (most, { natural, least }) => ({
      natural: Math.max(most.natural, natural),
      least: Math.max(most.least, least),
    }),
    { natural: 0, least: 0 },
  );
}

/** Widths of a table's columns within `available`: as wide as they wish, or what is left shared out by their wishes. */
export function columnWidths(table: Table, available: number): number[] {
  if (table.widths) return table.widths;
  const wishes = wishesOfColumns(table);
  const all = sum(wishes);
  if (all.natural <= available) return wishes.map(({ natural }) => natural);
  const share = Math.max(0, available - all.least) / (all.natural - all.least || 1);
  return wishes.map(({ natural, least }) => least + (natural - least) * share);
}
