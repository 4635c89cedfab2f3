import { DocketError } from '../schemas/errors.ts';

/** A place in a list that is ordered by an instant and an id, as text that callers hand back. */
export function cursorAt(at: string, id: string): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** @throws DocketError `request.invalid` for a text that `cursorAt` did not make */
export function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (id === '' || id.includes('\u0000') || Number.isNaN(Date.parse(at))) {
    throw new DocketError('request.invalid', 'cursor: expected the `next` of an earlier page');
  }
  return { at: new Date(at).toISOString(), id };
}
