import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A secret kept in a file that only its owner reads, made at the first call. */
export function secretIn(file: string): string {
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      mkdirSync(dirname(file), { recursive: true });
      return secretIn(file);
    }
    if (code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
