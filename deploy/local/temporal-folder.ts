import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';

type Kind = Config['DOCKET_TEMPORAL'];
const NOTE = 'kind';
export const SQLITE_FILE = 'temporal.db';

/**
 * The folder of Temporal below `dataDir`, for one kind of server for good: a case that waits in the one is unknown to the
 * other. @throws DocketError `config.invalid` where it is the other kind's
 */
export function temporalFolder(dataDir: string, kind: Kind): string {
  const folder = join(dataDir, 'temporal');
  const note = join(folder, NOTE);
  const found = existsSync(note) ? readFileSync(note, 'utf8').trim() : kindBefore(folder);
  if (found !== undefined && found !== kind) {
    throw new DocketError(
      'config.invalid',
      `The cases in ${dataDir} wait in a Temporal of the kind ${found}, and DOCKET_TEMPORAL asks for ${kind}: they would stop there. Set DOCKET_TEMPORAL=${found}, or another DOCKET_DATA_DIR; once no case waits, ${folder} can be moved away`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(note, `${kind}\n`, { mode: 0o600 });
  return folder;
}

/** Folders of builds that noted no kind have the file of the development server. */
const kindBefore = (folder: string): Kind | undefined => (existsSync(join(folder, SQLITE_FILE)) ? 'sqlite' : undefined);
