import { resolve } from 'node:path';
import { parseConfig } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { grantAccess } from './local/service-access.ts';

/**
 * In a container: prints a link that signs a person in, once, and writes the 0600 file with the address and a key for
 * commands. `docker compose exec api node dist/deploy/sign-in.js`
 */
const config = parseConfig(process.env);
const { DATABASE_URL: databaseUrl, DOCKET_PUBLIC_URL: url } = config;
if (databaseUrl === undefined || url === undefined) {
  throw new DocketError('config.invalid', 'DATABASE_URL and DOCKET_PUBLIC_URL must be set');
}
const dataDir = resolve(config.DOCKET_DATA_DIR);
const blobs = config.DOCKET_BLOBS ?? resolve(dataDir, 'blobs');
const { signIn, file } = await grantAccess(dataDir, { url, databaseUrl, blobs });
console.log(`${signIn}  (once, within an hour)\nAddress and key for commands: ${file}`);
