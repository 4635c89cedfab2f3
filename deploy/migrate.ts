import { parseConfig } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { migrate } from '../store/migrate.ts';

/** Run once before the other containers: brings the database at DATABASE_URL to the current tables. */
const { DATABASE_URL: url } = parseConfig(process.env);
if (url === undefined) throw new DocketError('config.invalid', 'DATABASE_URL is not set');
await migrate(url);
console.log('the database has the current tables');
