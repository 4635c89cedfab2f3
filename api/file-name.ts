import { basename, win32 } from 'node:path';
import { storableText } from '../store/json-value.ts';

const LONGEST = 255;

/** What a sender calls a file: its last part, without control characters, for people to read and never as a path. */
export function plainFileName(given: string | undefined): string {
  const last = win32.basename(basename(storableText(given ?? '')));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = last.replaceAll(/[\u0000-\u001f\u007f]/g, '').trim();
  return plain === '' ? 'document' : plain.slice(0, LONGEST).toWellFormed();
}

/** The name in an `X-File-Name` header, which is percent-encoded where it is not ASCII. */
export function headerFileName(header: string | string[] | undefined): string {
  const given = Array.isArray(header) ? header[0] : header;
  try {
    return plainFileName(decodeURIComponent(given ?? ''));
  } catch {
    return plainFileName(given);
  }
}
