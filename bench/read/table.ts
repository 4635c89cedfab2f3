/** A measured table: rows by name, figures by column. */
export interface Table {
  title: string;
  columns: string[];
  rows: { name: string; figures: (number | null)[] }[];
  /** Named figures that are watched. */
  ratios: Record<string, number>;
  notes: string[];
}

const shown = (value: number | null): string =>
  value === null ? '–' : value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

export function printTable({ title, columns, rows, ratios, notes }: Table): void {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map(({ name }) => name.length), 8) + 2;
  console.log(''.padEnd(width) + columns.map((column) => column.padStart(16)).join(''));
  for (const { name, figures } of rows)
    console.log(name.padEnd(width) + figures.map((figure) => shown(figure).padStart(16)).join(''));
  for (const [name, value] of Object.entries(ratios)) console.log(`  ${name} = ${value.toFixed(3)}`);
  for (const note of notes) console.log(`  ${note}`);
}
