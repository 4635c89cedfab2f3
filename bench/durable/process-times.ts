import { readdirSync, readFileSync } from 'node:fs';

/** The processes of a run, told by their command lines; what is not named here counts as "other". */
const PARTS: readonly (readonly [part: string, pattern: RegExp])[] = [
  ['Temporal server', /server start-dev|--allow-no-auth/],
  ['Postgres', /postgres/],
  ['Redis', /redis-server|valkey-server/],
  ['bare worker', /durable\/bare-worker/],
  ['Temporal worker', /workers\/temporal-worker/],
  ['inference worker', /workers\/inference-worker/],
  ['readers', /reading\//],
  ['API', /api\/main/],
];
/** Linux counts the time of processes in hundredths of a second, whatever the machine. */
const MS_A_TICK = 10;

interface ProcessTime {
  pid: number;
  parent: number;
  ms: number;
}

/** Milliseconds of CPU time by part. */
export type PartTimes = Record<string, number>;

/** CPU time so far of this process and of all below it, by part; null where the system does not tell it (not Linux). */
export function processTimes(): PartTimes | null {
  const all = allProcesses();
  if (all === null) return null;
  const children = Map.groupBy(all, ({ parent }) => parent);
  const own = process.cpuUsage();
  const times: PartTimes = { 'bench itself': (own.user + own.system) / 1000 };
  const visit = (pid: number): void => {
    for (const child of children.get(pid) ?? []) {
      const part = partOf(child.pid);
      times[part] = (times[part] ?? 0) + child.ms;
      visit(child.pid);
    }
  };
  visit(process.pid);
  return times;
}

/** What `work` took of each part, in milliseconds. */
export async function timesOf(work: () => Promise<unknown>): Promise<PartTimes | null> {
  const before = processTimes();
  await work();
  const after = processTimes();
  if (before === null || after === null) return null;
  const spent = Object.entries(after).map(([part, ms]): [string, number] => [part, ms - (before[part] ?? 0)]);
  return Object.fromEntries(spent);
}

function allProcesses(): ProcessTime[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => timeOf(Number(name)));
  } catch {
    return null;
  }
}

/** With the time of children that have ended: those of a process that starts many count as its own. */
function timeOf(pid: number): ProcessTime[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(fields[1]), ms: ticks * MS_A_TICK }];
  } catch {
    return [];
  }
}

function partOf(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return PARTS.find(([, pattern]) => pattern.test(line))?.[0] ?? 'other';
  } catch {
    return 'other';
  }
}
