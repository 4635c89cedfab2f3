import { join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { findGo } from './find-go.ts';
import { findProgram, isExecutableFile } from './find-program.ts';
import { buildGoPrograms } from './go-build.ts';
import type { Setting } from './setting.ts';
import { developmentServer, TEMPORAL_VERSION } from './temporal-build.ts';
import { downloadedTemporal, downloadTemporal } from './temporal-download.ts';

/** The `temporal` program: on the PATH, kept in the cache, downloaded by the SDK, or built from its Go module. */
export async function temporalProgram(cache: string, setting: Setting): Promise<{ program: string; how: string }> {
  const { progress, stopping } = setting;
  const onPath = findProgram(['temporal']);
  if (onPath !== undefined) return { program: onPath, how: onPath };

  const folder = join(cache, `temporal-${TEMPORAL_VERSION}`);
  const built = join(folder, 'temporal');
  if (isExecutableFile(built)) return { program: built, how: `${TEMPORAL_VERSION}, built earlier` };
  const downloaded = downloadedTemporal(folder);
  if (downloaded !== undefined) return { program: downloaded, how: 'downloaded earlier' };

  progress.say('temporal', 'not on the PATH; trying the download of the Temporal SDK');
  const fetched = await downloadTemporal(folder, stopping);
  if (fetched.program !== undefined) return { program: fetched.program, how: 'downloaded' };

  progress.say('temporal', `no download (${fetched.problem})`);
  const go = findGo();
  if (go === undefined) {
    throw new DocketError(
      'start.missing-program',
      'Temporal is missing: no "temporal" on the PATH, its download failed and there is no Go to build it. Install the Temporal CLI, or Go 1.24 or newer, or set TEMPORAL_ADDRESS.',
      { detail: fetched.problem ?? 'no reason given' },
    );
  }
  await buildGoPrograms(go, folder, developmentServer, setting);
  return { program: built, how: `${TEMPORAL_VERSION}, built` };
}
