import { readFileSync } from 'node:fs';
import type { Comparison } from './gains.ts';
import type { Curve } from './units.ts';

/** One larger model on one desk, or on one set of documents. */
export interface Section {
  /** Begins the names of its figures: `banking77.smollm2`. */
  name: string;
  title: string;
  model: string;
  /** Where what is decided comes from, and how many there are to draw from. */
  population: string;
  comparison: Comparison;
  curve: Curve[];
}

const figuresOf = ({ name, comparison }: Section): Record<string, number> => {
  const { never, ladder, random, always, ladderGain, alwaysGain, gainAtAim, units, groups, doubtful } = comparison;
  const figures = {
    'never.quality': never.quality,
    'ladder.quality': ladder.quality,
    'random.quality': random.quality,
    'always.quality': always.quality,
    'ladder.share': ladder.share,
    'ladder.ms': ladder.ms,
    'always.ms': always.ms,
    'ladder.tokens': ladder.tokens,
    'always.tokens': always.tokens,
    'ladder.gain': ladderGain.value,
    'ladder.gain.low': ladderGain.low,
    'ladder.gain.high': ladderGain.high,
    'always.gain': alwaysGain.value,
    'always.gain.low': alwaysGain.low,
    'always.gain.high': alwaysGain.high,
    gainAt15: gainAtAim,
    units,
    groups,
    doubtful,
  };
  return Object.fromEntries(Object.entries(figures).map(([figure, value]) => [`${name}.${figure}`, value]));
};

/** What `--json` writes: every figure named, the curves and verdicts behind them. */
export function jsonReport(about: Record<string, string | number>, sections: readonly Section[]): string {
  const figures = Object.assign({}, ...sections.map(figuresOf));
  const verdicts = Object.fromEntries(sections.map(({ name, comparison }) => [name, comparison.verdict]));
  return `${JSON.stringify({ figures, verdicts, about, sections }, null, 2)}\n`;
}

/** What an earlier run measured. */
export function readSections(file: string): Section[] {
  const { sections }: { sections: Section[] } = JSON.parse(readFileSync(file, 'utf8'));
  return sections;
}

const share = (value: number) => value.toFixed(3);

export function printSection({ title, model, comparison }: Section): void {
  const { never, ladder, random, always, ladderGain, alwaysGain, units, doubtful, verdict } = comparison;
  console.log(`\n${title}, ${model} (n ${units}, ${doubtful} in doubt): ${verdict}`);
  for (const [name, way] of Object.entries({ never, ladder, random, always }))
    console.log(
      `  ${name.padEnd(8)} quality ${share(way.quality)}  asked ${share(way.share)}  ${way.ms.toFixed(0).padStart(6)} ms  ${way.tokens.toFixed(0).padStart(5)} tokens`,
    );
  for (const [name, gain] of Object.entries({ ladder: ladderGain, always: alwaysGain }))
    console.log(`  gain of ${name} ${share(gain.value)} (${share(gain.low)} to ${share(gain.high)})`);
}
