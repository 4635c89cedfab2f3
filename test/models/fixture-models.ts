import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the tiny models; `make_*.py` beside them says how each was made. */
export const fixtureModels = fileURLToPath(new URL('../fixtures/models', import.meta.url));

/** A copy of the tiny models that a test may damage. */
export function copyFixtureModels(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'docket-models-'));
  cpSync(fixtureModels, folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
