import { readFileSync, writeFileSync } from 'node:fs';
import { requestKinds } from '../../bench/load/requests.ts';
import { processNames } from '../../bench/load/stack.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Injected } from './injector.ts';
import { allPoints } from './points.ts';
import type { ChaosResult } from './run-chaos.ts';

const [BEGIN, END] = ['<!-- generated: begin -->', '<!-- generated: end -->'];

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return median === undefined || worst === undefined ? '–' : `${seconds(median)} (${seconds(worst)})`;
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---|').join('')}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** Milliseconds from a kill to the first decision after the process was back, whoever made it. */
function toFirstDecision({ at, backAt }: Injected, decidedAt: readonly number[]): number[] {
  if (at === null || backAt === null) return [];
  const first = decidedAt.find((instant) => instant >= backAt);
  return first === undefined ? [] : [first - at];
}

function byProcess({ log, decidedAt }: ChaosResult): string[] {
  const rows = processNames.map((name) => {
    const kills = log.filter(({ victim, at }) => victim === name && at !== null);
    const atPoints = kills.filter(({ fault }) => fault.kind === 'point').length;
    return [
      name,
      kills.length - atPoints,
      atPoints,
      spread(kills.flatMap(({ at, backAt }) => (at === null || backAt === null ? [] : [backAt - at]))),
      spread(kills.flatMap((kill) => toFirstDecision(kill, decidedAt))),
    ];
  });
  return table(['killed', 'at random', 'at a chosen point', 'ready again, s', 'next decision, s'], rows);
}

function byPoint({ log }: ChaosResult): string[] {
  const ways = [...new Set(allPoints.map(({ way }) => way))];
  const rows = [...new Set(allPoints.map(({ write }) => write))].map((write) => [
    write,
    ...ways.map(
      (way) =>
        log.filter(
          ({ fault, at }) =>
            at !== null && fault.kind === 'point' && fault.point.write === write && fault.point.way === way,
        ).length,
    ),
  ]);
  return table(['write', ...ways], rows);
}

function sums({ evidence, mostInFlight, settledInMs, log }: ChaosResult): string[] {
  const { sent, cases, outcomes, outbox, received, decisions, entries } = evidence;
  const kinds = requestKinds.map((kind) => `${sent.filter((one) => one.kind === kind).length} ${kind}`);
  const repeated = sent.filter(({ answers }) => answers.length > 1).length;
  const states = Map.groupBy(cases, ({ state }) => state);
  const deliveries = received.reduce((sum, { times }) => sum + times, 0);
  const lost = log.filter(({ fault, victim, at }) => fault.kind === 'point' && victim === null && at !== null).length;
  const restarts = log.filter(({ fault }) => fault.kind === 'receiver').length;
  return [
    `- ${sent.length} requests (${kinds.join(', ')}) made ${cases.length} cases, at most ${mostInFlight} in flight; ${repeated} requests were answered more than once.`,
    `- ${[...states].map(([state, some]) => `${some.length} ${state}`).join(', ')}; ${outcomes.length} results, ${decisions.length} of them by a person; ${entries.length} entries of the chain are about cases.`,
    `- ${outbox.length} events reached the receiver in ${deliveries} deliveries; it was restarted ${restarts} times.`,
    `- ${lost} acknowledgements were lost with nobody killed. After the last fault all was quiet within ${seconds(settledInMs)} s.`,
  ];
}

function promises({ verdicts }: ChaosResult): string[] {
  return table(
    ['what must hold', 'broken'],
    verdicts.map(({ name, problems }) => [name, problems.length === 0 ? 'no' : `${problems.length} times`]),
  );
}

/** The generated part of docs/chaos.md. */
export function reportLines(
  result: ChaosResult,
  about: { command: string; machine: string; minutes: number },
): string[] {
  return [
    `\`${about.command}\`, ${about.minutes.toFixed(0)} minutes; ${about.machine}.`,
    '',
    ...sums(result),
    '',
    ...promises(result),
    '',
    "Medians, in brackets the longest. The next decision may be anybody's: other processes go on.",
    '',
    ...byProcess(result),
    '',
    'How often each write went wrong in each way:',
    '',
    ...byPoint(result),
  ];
}

/** Puts the lines between the marks of a page. */
export function intoPage(path: string, lines: readonly string[]): void {
  const page = readFileSync(path, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) {
    throw new DocketError('file.unreadable', `${path} has no part between "${BEGIN}" and "${END}"`);
  }
  writeFileSync(path, `${page.slice(0, from + BEGIN.length)}\n${lines.join('\n')}\n${page.slice(to)}`);
}
