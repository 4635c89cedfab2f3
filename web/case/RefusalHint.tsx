import { errorTable, isErrorCode } from '../../schemas/errors.ts';

/** What to do about a refused file, from the table of error codes. */
export function RefusalHint({ code }: { code: string }) {
  return isErrorCode(code) ? <span>{errorTable[code].hint}</span> : null;
}
