import type { CaseOrigin } from '../schemas/case.ts';
import type { Reading } from '../schemas/reading.ts';

/** Where in an e-mail or archive a part of a reading was found; null where the file is the document. */
export function originOf({ parts }: Reading, part: number): CaseOrigin | null {
  const found = parts.find((one) => one.part === part);
  return found?.file ? { path: found.file.path, message: found.message ?? null } : null;
}
