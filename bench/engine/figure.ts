import type { EngineRun, LoadKind } from './engine-run.ts';
import { loads } from './engine-run.ts';
import { cpuPerCase } from './table.ts';

const [WIDTH, HEIGHT] = [270, 230];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 34, 42];
const [INK, GRID, PALE] = ['#1f2933', '#e4e7eb', '#616e7c'];
const PALETTE = ['#0b6e99', '#d64545', '#e2a03f', '#6b8f3c', '#7d5ba6', '#3d9c94', '#9aa5b1', '#8a5a3b', '#52606d'];
const [SQLITE_DASH, NO_DASH] = [" stroke-dasharray='4 3'", ''];

const TITLES: Record<LoadKind, string> = {
  bulk: 'tickets in bulk',
  tickets: 'single tickets',
  documents: 'invoices with text',
  scans: 'invoices as pictures',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');
const place = (value: number): number => Math.round(10 * value) / 10;
const colour = (index: number): string => PALETTE[index % PALETTE.length] ?? INK;

function words(x: number, y: number, text: string, size: number, fill: string, anchor = 'start'): string {
  return `<text x='${place(x)}' y='${place(y)}' font-size='${size}' fill='${fill}' text-anchor='${anchor}'>${escaped(text)}</text>`;
}

/** Round numbers up to `most`: four or five of them, from 0. */
export function ticksTo(most: number): number[] {
  if (!(most > 0)) return [0];
  const rough = most / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10) * unit;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

interface Axes {
  title: string;
  across: { label: string; ticks: { at: number; text: string }[] };
  up: { label: string; most: number };
}

/** A panel with its axes; `marks` are drawn in units of the panel: x from 0 to 1, y from 0 to `up.most`. */
function panel(axes: Axes, marks: (x: (at: number) => number, y: (value: number) => number) => string[]): string {
  const x = (at: number) => LEFT + (WIDTH - LEFT - RIGHT) * at;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / Math.max(axes.up.most, 1e-9));
  const floor = HEIGHT - BOTTOM;
  const middle = (TOP + floor) / 2;
  return [
    `<text x='${LEFT}' y='18' font-size='11.5' fill='${INK}' font-weight='bold'>${escaped(axes.title)}</text>`,
    ...ticksTo(axes.up.most).map(
      (tick) =>
        `<line x1='${LEFT}' x2='${WIDTH - RIGHT}' y1='${place(y(tick))}' y2='${place(y(tick))}' stroke='${GRID}'/>${words(LEFT - 5, y(tick) + 3.5, `${tick}`, 9.5, PALE, 'end')}`,
    ),
    ...axes.across.ticks.map(({ at, text }) => words(x(at), floor + 14, text, 9.5, PALE, 'middle')),
    words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, axes.across.label, 10, INK, 'middle'),
    `<g transform='translate(12 ${place(middle)}) rotate(-90)'>${words(0, 0, axes.up.label, 10, INK, 'middle')}</g>`,
    ...marks(x, y),
  ].join('');
}

function svg(title: string, panels: readonly string[], legend: readonly { text: string; mark: string }[]): string {
  const columns = Math.max(1, panels.length);
  const [width, height] = [columns * WIDTH, HEIGHT + 24];
  let left = LEFT;
  const named = legend.map(({ text, mark }) => {
    const entry = `<g transform='translate(${place(left)} ${height - 13})'>${mark}</g>${words(left + 16, height - 9.5, text, 10.5, INK)}`;
    left += 30 + 5.6 * text.length;
    return entry;
  });
  const size = `width='${Math.max(width, Math.ceil(left))}' height='${height}'`;
  return [
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${Math.max(width, Math.ceil(left))} ${height}' ${size} font-family='Helvetica, Arial, sans-serif'>`,
    `<title>${escaped(title)}</title>`,
    `<rect ${size} fill='#ffffff'/>`,
    ...panels.map((content, index) => `<g transform='translate(${index * WIDTH} 0)'>${content}</g>`),
    ...named,
    '</svg>',
    '',
  ].join('\n');
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Cases decided a second against the number of workers: a panel a load, a line for each server and number queued. */
export function rateFigure(runs: readonly EngineRun[]): string {
  const workers = distinct(runs.map((run) => run.workers)).toSorted((a, b) => a - b);
  const sizes = distinct(runs.map((run) => run.cases)).toSorted((a, b) => a - b);
  const at = (count: number) => (workers.length < 2 ? 0.5 : workers.indexOf(count) / (workers.length - 1));
  const panels = loads.flatMap((load) => {
    const own = runs.filter((run) => run.load === load && run.drainRate !== null);
    if (own.length === 0) return [];
    const most = Math.max(...own.map(({ drainRate }) => drainRate ?? 0)) * 1.05;
    const axes: Axes = {
      title: TITLES[load],
      across: { label: 'Temporal workers', ticks: workers.map((count) => ({ at: at(count), text: `${count}` })) },
      up: { label: 'cases decided a second', most },
    };
    const lines = Map.groupBy(own, ({ server, cases }) => `${server} ${cases}`);
    return [
      panel(axes, (x, y) =>
        [...lines.values()].flatMap((line) => {
          const [first] = line;
          if (first === undefined) return [];
          const stroke = colour(sizes.indexOf(first.cases));
          const points = line.toSorted((a, b) => a.workers - b.workers);
          const placed = points.map((run) => [place(x(at(run.workers))), place(y(run.drainRate ?? 0))] as const);
          const dash = first.server === 'sqlite' ? SQLITE_DASH : NO_DASH;
          return [
            `<polyline points='${placed.map((pair) => pair.join(',')).join(' ')}' fill='none' stroke='${stroke}' stroke-width='1.6'${dash}/>`,
            ...placed.map(([cx, cy]) => `<circle cx='${cx}' cy='${cy}' r='3' fill='${stroke}'/>`),
          ];
        }),
      ),
    ];
  });
  const line = (stroke: string, dash: string) =>
    `<line x1='0' x2='12' y1='0' y2='0' stroke='${stroke}' stroke-width='1.6'${dash}/>`;
  return svg('Cases decided a second by the number of Temporal workers', panels, [
    ...sizes.map((size, index) => ({ text: `${size} queued`, mark: line(colour(index), NO_DASH) })),
    { text: 'Postgres', mark: line(INK, NO_DASH) },
    { text: 'SQLite', mark: line(INK, SQLITE_DASH) },
  ]);
}

/** Milliseconds of CPU a case by process: a panel a load, a bar for each server and number of workers, at the most queued. */
export function cpuFigure(runs: readonly EngineRun[]): string {
  const names = distinct(runs.flatMap((run) => Object.keys(cpuPerCase(run)))).toSorted();
  const panels = loads.flatMap((load) => {
    const most = Math.max(0, ...runs.filter((run) => run.load === load).map((run) => run.cases));
    const bars = runs
      .filter((run) => run.load === load && run.cases === most)
      .toSorted((a, b) => a.server.localeCompare(b.server) || a.workers - b.workers);
    if (bars.length === 0) return [];
    const sums = bars.map((run) => Object.values(cpuPerCase(run)).reduce((sum, ms) => sum + ms, 0));
    const width = 1 / bars.length;
    const axes: Axes = {
      title: `${TITLES[load]}, ${most} queued`,
      across: {
        label: 'server (S: SQLite, P: Postgres) and workers',
        ticks: bars.map(({ server, workers }, index) => ({
          at: (index + 0.5) * width,
          text: `${server === 'sqlite' ? 'S' : 'P'} ${workers}`,
        })),
      },
      up: { label: 'ms of CPU a case', most: Math.max(...sums) * 1.05 },
    };
    return [
      panel(axes, (x, y) =>
        bars.flatMap((run, index) => {
          const cpu = cpuPerCase(run);
          const [from, to] = [x((index + 0.15) * width), x((index + 0.85) * width)];
          let base = 0;
          return names.flatMap((name, which) => {
            const ms = cpu[name] ?? 0;
            if (ms <= 0) return [];
            const [top, bottom] = [y(base + ms), y(base)];
            base += ms;
            return [
              `<rect x='${place(from)}' y='${place(top)}' width='${place(to - from)}' height='${place(bottom - top)}' fill='${colour(which)}'><title>${escaped(name)}: ${ms.toFixed(1)} ms</title></rect>`,
            ];
          });
        }),
      ),
    ];
  });
  const square = (index: number) => `<rect x='0' y='-5' width='10' height='10' fill='${colour(index)}'/>`;
  return svg(
    'Milliseconds of CPU a case by process',
    panels,
    names.map((text, index) => ({ text, mark: square(index) })),
  );
}
