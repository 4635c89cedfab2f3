import type { Figures, Ratio } from './measure.ts';

/** One comparison: its contenders side by side, what bounds it, and the ratios that are watched. */
export interface Section {
  title: string;
  /** What a unit is: "a text", "a case". */
  unit: string;
  /** What is measured of a unit; milliseconds where absent. */
  measure?: string;
  /** The contender that the others cannot beat. */
  limit: string;
  figures: Record<string, Figures>;
  /** A plain number is one that does not vary, such as a count of events. */
  ratios: Record<string, number | Ratio>;
  notes: string[];
}

export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  loadBefore: number;
}

export const decimals = (value: number): string =>
  value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

/** Whether a ratio reaches its goal; null where it has none. */
export const reaches = ({ median, better, goal }: Ratio): boolean | null =>
  goal === undefined ? null : better === 'higher' ? median >= goal : median <= goal;

function describeRatio(ratio: number | Ratio): string {
  if (typeof ratio === 'number') return decimals(ratio);
  const { median, low, high, rounds, better, goal } = ratio;
  const text = `${median.toFixed(3)}  (${low.toFixed(3)} – ${high.toFixed(3)}, n=${rounds})`;
  if (goal === undefined) return text;
  return `${text}  goal ${better === 'higher' ? '≥' : '≤'} ${goal}: ${reaches(ratio) ? 'reached' : 'missed'}`;
}

export function printSection(section: Section): void {
  console.log(`\n${section.title} (${section.measure ?? 'ms'} ${section.unit}; median, 10 % to 90 %)`);
  const limit = section.figures[section.limit]?.median ?? Number.NaN;
  for (const [name, { median, low, high, rounds }] of Object.entries(section.figures)) {
    const factor = name === section.limit ? 'limit' : `${(median / limit).toFixed(2)} × limit`;
    const spread = `${decimals(low)} – ${decimals(high)}`;
    console.log(`  ${name.padEnd(44)}${decimals(median).padStart(9)}  ${spread.padStart(18)}  n=${rounds}  ${factor}`);
  }
  for (const [name, ratio] of Object.entries(section.ratios)) console.log(`  ${name} = ${describeRatio(ratio)}`);
  for (const note of section.notes) console.log(`  ${note}`);
}

/** Every ratio of a run as a named number. */
export function namedRatios(sections: readonly Section[]): Record<string, number> {
  const named = sections.flatMap(({ ratios }) => Object.entries(ratios));
  return Object.fromEntries(
    named.map(([name, ratio]): [string, number] => [name, typeof ratio === 'number' ? ratio : ratio.median]),
  );
}

/** The ratios of a run that have a spread, by name. */
export function spreads(sections: readonly Section[]): Record<string, Ratio> {
  const named = sections.flatMap(({ ratios }) => Object.entries(ratios));
  return Object.fromEntries(named.filter((entry): entry is [string, Ratio] => typeof entry[1] !== 'number'));
}

/** What `--json` writes: every ratio a named number, their spreads, and the figures behind them. */
export function jsonReport(machine: Machine, sections: readonly Section[]): string {
  const report = { ratios: namedRatios(sections), spreads: spreads(sections), machine, sections };
  return `${JSON.stringify(report, null, 2)}\n`;
}
