import { join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { findGo } from './find-go.ts';
import { findProgram } from './find-program.ts';
import { areBuilt, buildGoPrograms } from './go-build.ts';
import type { Setting } from './setting.ts';
import { productionServer, SERVER_VERSION } from './temporal-build.ts';

export interface TemporalServerPrograms {
  server: string;
  sqlTool: string;
  /** The web page, where there is one. */
  ui: string | undefined;
  how: string;
}

/** The programs of the Temporal server: on the PATH, kept in the cache, or built from their Go modules. */
export async function temporalServerPrograms(cache: string, setting: Setting): Promise<TemporalServerPrograms> {
  const server = findProgram(['temporal-server']);
  const sqlTool = findProgram(['temporal-sql-tool']);
  if (server !== undefined && sqlTool !== undefined)
    return { server, sqlTool, ui: findProgram(['temporal-ui-server']), how: server };

  const folder = join(cache, `temporal-server-${SERVER_VERSION}`);
  const built = (how: string): TemporalServerPrograms => ({
    server: join(folder, 'temporal-server'),
    sqlTool: join(folder, 'temporal-sql-tool'),
    ui: join(folder, 'temporal-ui-server'),
    how: `${SERVER_VERSION}, ${how}`,
  });
  if (areBuilt(folder, productionServer)) return built('built earlier');
  const go = findGo();
  if (go === undefined) {
    throw new DocketError(
      'start.missing-program',
      'The Temporal server is missing: no "temporal-server" and "temporal-sql-tool" on the PATH, and no Go to build them. Install them, or Go 1.24 or newer, or set TEMPORAL_ADDRESS, or leave DOCKET_TEMPORAL at sqlite.',
    );
  }
  await buildGoPrograms(go, folder, productionServer, setting);
  return built('built');
}
