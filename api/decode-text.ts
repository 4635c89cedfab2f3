import { DocketError } from '../schemas/errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws DocketError `text.encoding` when the bytes are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new DocketError('text.encoding', `${what} is not UTF-8`, { cause });
  }
}

/** @throws DocketError `text.encoding`, `request.malformed-json` */
export function decodeJson(bytes: Uint8Array, what: string): unknown {
  const text = decodeUtf8(bytes, what);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new DocketError('request.malformed-json', `${what} is not JSON: ${why}`, { cause });
  }
}
