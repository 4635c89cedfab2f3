import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** User and system time since they began, of processes that have ended below them too. */
  cpuSeconds: number;
  /** Proportional set size: shared pages divided among those that share them. */
  memoryBytes: number;
}

/** Ticks of /proc/PID/stat a second: USER_HZ, the same on every Linux. */
const TICKS_A_SECOND = 100;

interface Process {
  pid: number;
  parent: number;
  cpuSeconds: number;
}

/** What trees of processes used, by the names of their roots. That of `postgres` is split by the database its parts serve. */
export function usageOf(roots: Readonly<Record<string, number>>): Record<string, Usage> {
  const all = processes();
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const usage: Record<string, Usage> = {};
  const add = (name: string, { pid, cpuSeconds }: Process): void => {
    const so = usage[name] ?? { cpuSeconds: 0, memoryBytes: 0 };
    usage[name] = { cpuSeconds: so.cpuSeconds + cpuSeconds, memoryBytes: so.memoryBytes + proportionalBytes(pid) };
  };
  const walk = (name: string, process: Process): void => {
    add(name === 'postgres' ? postgresPart(process.pid) : name, process);
    for (const child of byParent.get(process.pid) ?? []) walk(name, child);
  };
  for (const [name, pid] of Object.entries(roots)) {
    const root = all.find((process) => process.pid === pid);
    if (root !== undefined) walk(name, root);
  }
  return usage;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      if (stat === null) return [];
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      return [{ pid: Number(name), parent: Number(fields[1]), cpuSeconds: ticks / TICKS_A_SECOND }];
    });
}

/** A server process says in its title whom it serves: "postgres: USER DATABASE HOST(PORT) …". */
function postgresPart(pid: number): string {
  const database = /^postgres: \S+ (\S+) \S+\(\d+\)/.exec(read(`/proc/${pid}/cmdline`) ?? '')?.[1];
  if (database === undefined) return 'postgres, shared';
  return database.startsWith('temporal') ? 'postgres for temporal' : 'postgres for docket';
}

function proportionalBytes(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** @returns null where the process has ended, or is not ours to look at */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
