import { readdirSync, readFileSync } from 'node:fs';

export interface TreeMemory {
  /** Resident bytes of the process itself. */
  rss: number;
  /** Proportional set size of it and all below it, in bytes: shared pages count once. */
  tree: number;
  processes: number;
}

const KIB = 1024;

function numberIn(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Children by parent, of every process of the machine (Linux). */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = numberIn(read(`/proc/${name}/status`), 'PPid');
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** The memory of processes with what they started, by name; those that are not up are left out. */
export function treeMemory<Name extends string>(pids: Record<Name, number | null>): Partial<Record<Name, TreeMemory>> {
  const children = childrenByParent();
  const found: Partial<Record<Name, TreeMemory>> = {};
  for (const [name, pid] of Object.entries(pids) as [Name, number | null][]) {
    if (pid === null) continue;
    const family = [pid];
    for (const member of family) family.push(...(children.get(member) ?? []));
    const tree = family.reduce((sum, member) => sum + numberIn(read(`/proc/${member}/smaps_rollup`), 'Pss'), 0) * KIB;
    found[name] = { rss: numberIn(read(`/proc/${pid}/status`), 'VmRSS') * KIB, tree, processes: family.length };
  }
  return found;
}
