import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a program cost, the processes that it started included. */
export interface Cost {
  wallMs: number;
  cpuMs: number;
  /** Largest sum of the resident memory of all its processes, in MB, looked at while it ran. */
  peakMb: number;
  output: string;
}

const POLL_MS = 25;
const PAGE_BYTES = 4096;
/** Clock ticks of /proc/PID/stat are hundredths of a second on Linux (sysconf _SC_CLK_TCK). */
const TICK_MS = 10;

/** Processor time of all children that this process has waited for, and of theirs (proc_pid_stat(5), fields 16 and 17). */
function childrenCpuMs(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function treeBytes(pid: number): number {
  try {
    const resident = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + treeBytes(Number(child)), resident);
  } catch {
    // It ended between two looks.
    return 0;
  }
}

function ended(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))));
  });
}

/** Runs a program to its end; one at a time, since processor time is told apart by when it was spent. */
export async function costOf(program: string, parameters: readonly string[]): Promise<Cost> {
  const cpuBefore = childrenCpuMs();
  const started = performance.now();
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { pid } = child;
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let peak = 0;
  const look = () => {
    if (pid !== undefined) peak = Math.max(peak, treeBytes(pid));
  };
  const watch = setInterval(look, POLL_MS);
  try {
    await ended(child, program);
  } finally {
    clearInterval(watch);
  }
  const wallMs = performance.now() - started;
  return { wallMs, cpuMs: childrenCpuMs() - cpuBefore, peakMb: peak / 1024 / 1024, output };
}

/** Whether a program is installed. */
export async function isInstalled(program: string, parameters: readonly string[]): Promise<boolean> {
  try {
    await costOf(program, parameters);
    return true;
  } catch {
    return false;
  }
}
