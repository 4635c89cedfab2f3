import { AIM_SHARE } from './gains.ts';
import type { Section } from './report.ts';

const [WIDTH, HEIGHT] = [250, 220];
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 12, 30, 40];
const COLUMNS = 3;
const [INK, GRID, PALE] = ['#1f2933', '#e4e7eb', '#616e7c'];
const COLOURS = { curve: '#0b6e99', random: '#9aa5b1', ladder: '#d64545', never: '#1f2933', always: '#1f2933' };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');

function words(x: number, y: number, text: string, size: number, colour: string, anchor = 'start', weight = 'normal') {
  const place = `x='${x}' y='${y}' font-size='${size}' fill='${colour}' text-anchor='${anchor}' font-weight='${weight}'`;
  return `<text ${place}>${escaped(text)}</text>`;
}

/** The ends of the axis of quality: a little beyond what is drawn, in steps of a twentieth. */
function range({ comparison, curve }: Section): [number, number] {
  const values = [...curve.map(({ quality }) => quality), comparison.ladder.quality];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [Math.max(0, Math.floor((low - 0.01) * 20) / 20), Math.min(1, Math.ceil((high + 0.01) * 20) / 20)];
}

function panel(section: Section, left: number, top: number): string {
  const { comparison, curve, title, model } = section;
  const [low, high] = range(section);
  const x = (value: number) => Math.round(10 * (LEFT + (WIDTH - LEFT - RIGHT) * value)) / 10;
  const y = (value: number) =>
    Math.round(10 * (TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / Math.max(1e-9, high - low)))) / 10;
  const line = (points: [number, number][], colour: string, dash = '') =>
    `<polyline points='${points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')}' fill='none' stroke='${colour}' stroke-width='1.6'${dash}/>`;
  const dot = (at: { share: number; quality: number }, colour: string, name: string) =>
    `<circle cx='${x(at.share)}' cy='${y(at.quality)}' r='3.5' fill='${colour}'><title>${escaped(name)}</title></circle>`;
  const { never, always, ladder } = comparison;
  const marks = [
    line(
      [
        [AIM_SHARE, low],
        [AIM_SHARE, high],
      ],
      GRID,
      " stroke-dasharray='2 3'",
    ),
    line(
      [
        [0, never.quality],
        [1, always.quality],
      ],
      COLOURS.random,
      " stroke-dasharray='4 3'",
    ),
    line(
      curve.map(({ share, quality }): [number, number] => [share, quality]),
      COLOURS.curve,
    ),
    dot(never, COLOURS.never, `never: ${never.quality.toFixed(3)}`),
    dot(always, COLOURS.always, `always: ${always.quality.toFixed(3)}`),
    dot(ladder, COLOURS.ladder, `ladder: ${ladder.quality.toFixed(3)} at ${ladder.share.toFixed(3)}`),
  ];
  const across = TICKS.map(
    (tick) =>
      `<line x1='${x(tick)}' x2='${x(tick)}' y1='${TOP}' y2='${y(low)}' stroke='${GRID}'/>${words(x(tick), y(low) + 13, `${tick}`, 9.5, PALE, 'middle')}`,
  );
  const up = [low, (low + high) / 2, high].map(
    (tick) =>
      `<line x1='${LEFT}' x2='${WIDTH - RIGHT}' y1='${y(tick)}' y2='${y(tick)}' stroke='${GRID}'/>${words(LEFT - 5, y(tick) + 3.5, tick.toFixed(3).replace(/0$/, ''), 9.5, PALE, 'end')}`,
  );
  const turned = `<g transform='translate(11 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)'>${words(0, 0, 'share of right values', 10, INK, 'middle')}</g>`;
  return [
    `<g transform='translate(${left} ${top})'>`,
    words(LEFT, 14, title, 11, INK, 'start', 'bold'),
    words(LEFT, 26, model, 9.5, PALE),
    ...across,
    ...up,
    words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, 'share asked about', 10, INK, 'middle'),
    turned,
    ...marks,
    '</g>',
  ].join('');
}

/** Quality against the share that the larger model is asked about, a panel a section. */
export function figure(sections: readonly Section[]): string {
  const columns = Math.min(COLUMNS, Math.max(1, sections.length));
  const rows = Math.ceil(sections.length / columns);
  const [width, height] = [columns * WIDTH, rows * HEIGHT + 22];
  const legend: [string, string][] = [
    ['least certain first', COLOURS.curve],
    ['drawn by chance', COLOURS.random],
    ['the ladder', COLOURS.ladder],
    ['never and always', COLOURS.never],
  ];
  let left = LEFT;
  const named = legend.map(([name, colour]) => {
    const entry = `<circle cx='${left}' cy='${height - 12}' r='4' fill='${colour}'/>${words(left + 8, height - 8.5, name, 10.5, INK)}`;
    left += 24 + 5.6 * name.length;
    return entry;
  });
  const size = `width='${width}' height='${height}'`;
  return [
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' ${size} font-family='Helvetica, Arial, sans-serif'>`,
    '<title>Share of right values against the share that a larger model is asked about, by desk and model</title>',
    `<rect ${size} fill='#ffffff'/>`,
    ...sections.map((section, index) =>
      panel(section, WIDTH * (index % columns), HEIGHT * Math.floor(index / columns)),
    ),
    ...named,
    '</svg>',
    '',
  ].join('\n');
}
