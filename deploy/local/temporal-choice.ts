import type { Setting } from './setting.ts';
import { type ProvidedTemporal, provideTemporal } from './temporal.ts';
import { type OnPostgres, provideTemporalOnPostgres } from './temporal-on-postgres.ts';

/** The Temporal that the settings ask for: somebody else's, the development server, or the server on our Postgres. */
export function provideChosenTemporal(setting: Setting & OnPostgres): Promise<ProvidedTemporal> {
  const { TEMPORAL_ADDRESS: given, DOCKET_TEMPORAL: kind } = setting.config;
  return given === undefined && kind === 'postgres' ? provideTemporalOnPostgres(setting) : provideTemporal(setting);
}
