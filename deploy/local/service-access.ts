import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceFile, serviceFile } from '../../schemas/service-file.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { createApiKey, findApiKey } from '../../store/keys.ts';
import { createSignInToken } from '../../store/sessions.ts';

/**
 * Writes what this machine's commands need to reach the service to a 0600 file, with the key of the last start where it
 * still holds. @returns a link that signs a person in, once.
 */
export async function grantAccess(
  dataDir: string,
  service: { url: string; databaseUrl: string; blobs: string },
): Promise<{ signIn: string; file: string }> {
  const file = process.env.DOCKET_SERVICE_FILE ?? join(dataDir, 'service.json');
  const db = await openDatabase(service.databaseUrl);
  try {
    const known = readKey(file);
    const holds = known !== undefined && (await findApiKey(db, known)) !== null;
    const key = holds
      ? known
      : (await createApiKey(db, { name: 'this machine', scopes: ['read', 'write', 'admin'] })).key;
    write(file, { ...service, key });
    return { signIn: `${service.url}/sign-in?token=${await createSignInToken(db)}`, file };
  } finally {
    await closeDatabase(db);
  }
}

function readKey(file: string): string | undefined {
  try {
    return serviceFile.parse(JSON.parse(readFileSync(file, 'utf8'))).key;
  } catch {
    return undefined;
  }
}

function write(file: string, content: ServiceFile): void {
  const making = `${file}.making`;
  writeFileSync(making, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(making, 0o600);
  renameSync(making, file);
}
