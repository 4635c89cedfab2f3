import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { BenchRecord } from './recorded.ts';
import { decimals, namedRatios, type Section, spreads } from './report.ts';

const WIDTH = 760;
const ROW = 22;
const [BAR, SPREAD, GOAL, BEFORE] = ['#0b6e99', '#1f2933', '#d64545', '#9aa5b1'];

/** An SVG of its own, on white. */
function svgOf(title: string, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const figure = Plot.plot({
    document,
    width: WIDTH,
    marginLeft: 260,
    marginRight: 70,
    style: { fontFamily: 'Helvetica, Arial, sans-serif', fontSize: '11px', background: '#ffffff' },
    ...options,
  } as Plot.PlotOptions);
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  figure.setAttribute('role', 'img');
  const label = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  label.textContent = title;
  figure.prepend(label);
  return `${figure.outerHTML}\n`;
}

/** Medians of a section's contenders with their spread, the limit marked. */
export function sectionPlot({ title, unit, measure = 'ms', limit, figures }: Section): string {
  const rows = Object.entries(figures).map(([name, figure]) => ({ name, ...figure }));
  const limitAt = figures[limit]?.median;
  return svgOf(title, {
    height: 70 + ROW * rows.length,
    marginTop: 30,
    x: { label: `${measure} ${unit}`, grid: true, zero: true },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      Plot.barX(rows, { x: 'median', y: 'name', fill: BAR, insetTop: 3, insetBottom: 3 }),
      Plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'name', stroke: SPREAD, strokeWidth: 1.5 }),
      Plot.text(rows, {
        x: (row: (typeof rows)[number]) => Math.max(row.median, row.high),
        y: 'name',
        text: (row: (typeof rows)[number]) => decimals(row.median),
        textAnchor: 'start',
        dx: 5,
      }),
      ...(limitAt === undefined ? [] : [Plot.ruleX([limitAt], { stroke: GOAL, strokeDasharray: '3 3' })]),
    ],
  });
}

/** Every ratio that has a goal, beside it and beside the last recorded run. */
export function goalPlot(sections: readonly Section[], before: BenchRecord | null): string {
  const [now, spread] = [namedRatios(sections), spreads(sections)];
  const rows = Object.entries(spread).flatMap(([name, { low, high, better, goal }]) => {
    if (goal === undefined) return [];
    const was = before?.ratios[name];
    return [{ name: `${name} (${better === 'higher' ? '≥' : '≤'} ${goal})`, now: now[name], low, high, goal, was }];
  });
  return svgOf('Ratios beside their goals', {
    height: 70 + ROW * rows.length,
    marginTop: 30,
    marginLeft: 330,
    x: { label: 'ratio', grid: true, type: 'log', tickFormat: (value: number) => String(Number(value.toPrecision(2))) },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      Plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'name', stroke: SPREAD, strokeWidth: 1.5 }),
      Plot.tickX(rows, { x: 'goal', y: 'name', stroke: GOAL, strokeWidth: 2 }),
      Plot.dot(
        rows.filter(({ was }) => was !== undefined),
        { x: 'was', y: 'name', stroke: BEFORE, r: 4 },
      ),
      Plot.dot(rows, { x: 'now', y: 'name', fill: BAR, r: 4 }),
    ],
  });
}
