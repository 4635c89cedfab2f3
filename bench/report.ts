import type { Figures } from './measure.ts';

/** One comparison: its contenders side by side, what bounds it, and the ratios that are watched. */
export type Section = {
  title: string;
  /** What a unit is: "a text", "a case". */
  unit: string;
  /** The contender that the others cannot beat. */
  limit: string;
  figures: Record<string, Figures>;
  ratios: Record<string, number>;
  notes: string[];
};

const decimals = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

export function printSection(section: Section): void {
  console.log(`\n${section.title} (ms ${section.unit}; median, 10 % to 90 %)`);
  const limit = section.figures[section.limit]?.median ?? Number.NaN;
  for (const [name, { median, low, high, rounds }] of Object.entries(section.figures)) {
    const factor = name === section.limit ? 'limit' : `${(median / limit).toFixed(2)} × limit`;
    const spread = `${decimals(low)} – ${decimals(high)}`;
    console.log(`  ${name.padEnd(44)}${decimals(median).padStart(9)}  ${spread.padStart(18)}  n=${rounds}  ${factor}`);
  }
  for (const [name, value] of Object.entries(section.ratios)) console.log(`  ${name} = ${value.toFixed(3)}`);
  for (const note of section.notes) console.log(`  ${note}`);
}

/** What `--json` writes: every ratio a named number, and the figures behind them in milliseconds. */
export function jsonReport(machine: Record<string, string | number>, sections: readonly Section[]): string {
  const ratios = Object.assign({}, ...sections.map(({ ratios: named }) => named));
  return `${JSON.stringify({ ratios, machine, sections }, null, 2)}\n`;
}
