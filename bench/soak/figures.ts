import * as Plot from '@observablehq/plot';
import { processNames } from '../load/stack.ts';
import { svgOf } from '../svg-of.ts';
import type { SoakRecord } from './record.ts';
import { MIB, minutesOf } from './units.ts';

const WIDTH = 760;
const BLUE = '#0b6e99';
const COLOURS = [BLUE, '#d64545', '#616e7c', '#c98a1b'];
const time = { label: 'minutes', grid: true } as const;

interface Point {
  x: number;
  y: number;
  what: string;
}

function lines(title: string, points: readonly Point[], y: Plot.ScaleOptions): string {
  const names = [...new Set(points.map(({ what }) => what))];
  return svgOf(title, {
    width: WIDTH,
    height: 240,
    marginLeft: 60,
    marginRight: 100,
    marginTop: 30,
    x: time,
    y: { grid: true, ...y },
    color: { domain: names, range: COLOURS.slice(0, names.length) },
    marks: [
      Plot.line(points, { x: 'x', y: 'y', stroke: 'what', strokeWidth: 1.4 }),
      Plot.text(
        points,
        Plot.selectLast({ x: 'x', y: 'y', z: 'what', text: 'what', fill: 'what', dx: 6, textAnchor: 'start' }),
      ),
    ],
  });
}

/** Memory of each process with what it started, each on a scale of its own. */
function memory({ samples }: SoakRecord): string {
  const points = samples.flatMap((sample) =>
    processNames.flatMap((name) => {
      const tree = sample.memory[name]?.tree;
      return tree === undefined ? [] : [{ x: minutesOf(sample), y: tree / MIB, name }];
    }),
  );
  const most = new Map(
    processNames.map((name) => [name, Math.max(...points.filter((p) => p.name === name).map(({ y }) => y))]),
  );
  return svgOf('Memory of each process', {
    width: WIDTH,
    height: 110 * processNames.length,
    marginLeft: 60,
    marginRight: 110,
    marginTop: 20,
    x: time,
    y: { label: 'share of its most, with its most in MiB at the right', grid: true, domain: [0, 1.05], ticks: 3 },
    fy: { label: null, domain: [...processNames] },
    marks: [
      Plot.frame({ stroke: '#e4e7eb' }),
      Plot.line(points, {
        x: 'x',
        y: ({ y, name }: (typeof points)[number]) => y / (most.get(name) ?? 1),
        fy: 'name',
        stroke: BLUE,
        strokeWidth: 1.2,
      }),
      Plot.text(
        [...most].map(([name, y]) => ({ name, text: `${y.toFixed(0)} MiB` })),
        { fy: 'name', text: 'text', frameAnchor: 'bottom-right', dx: -6, dy: -6 },
      ),
    ],
  });
}

/** The figures of a soak, by the end of their file's name. */
export function figures(record: SoakRecord): Record<string, string> {
  const { samples } = record;
  const series = (what: string, value: (sample: (typeof samples)[number]) => number | undefined): Point[] =>
    samples.flatMap((sample) => {
      const y = value(sample);
      return y === undefined ? [] : [{ x: minutesOf(sample), y, what }];
    });
  return {
    memory: memory(record),
    redis: lines(
      'Memory of Redis by its own count',
      series('used memory', ({ redis }) => redis.used / MIB),
      {
        label: 'MiB',
        zero: true,
      },
    ),
    sizes: lines(
      'Sizes on disk',
      [
        ...series('Postgres', ({ postgres }) => postgres / MIB),
        ...series('Temporal', ({ temporal }) => temporal / MIB),
      ],
      { label: 'MiB', zero: true },
    ),
    'under-way': lines(
      'What is under way',
      [
        ...series('cases', ({ underWay }) => underWay.cases ?? 0),
        ...series('jobs on queues', ({ underWay }) => underWay.jobs ?? 0),
        ...series('events', ({ underWay }) => underWay.events ?? 0),
      ],
      { label: 'count', zero: true },
    ),
    latency: lines(
      'From arrival to the first decision',
      [...series('p50', ({ latency }) => latency?.p50), ...series('p95', ({ latency }) => latency?.p95)],
      { label: 'ms', type: 'log' },
    ),
  };
}
