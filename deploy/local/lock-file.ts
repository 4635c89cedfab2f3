import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf, isRunning, readIdentity } from './process-identity.ts';

export interface Lock {
  release(): void;
}

/** Makes this process the holder of `file`. @returns undefined while another running process holds it. */
export function holdLock(file: string): Lock | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify(identityOf(process.pid));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readIdentity(file);
    if (holder !== undefined && isRunning(holder)) return undefined;
    rmSync(file, { force: true });
  }
  return undefined;
}
