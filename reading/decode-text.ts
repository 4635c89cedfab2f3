import { DocketError } from '../schemas/errors.ts';

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a byte order mark shows itself by the zero byte beside the first "<" (XML 1.0, appendix F). */
function silentUtf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  return null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? null;
  // The declaration was readable as single bytes, so the text is not UTF-16 whatever it claims.
  return declared !== null && /^(utf-16|ucs-2|iso-10646)/i.test(declared) ? 'utf-8' : declared;
}

/**
 * Decodes bytes by byte order mark, XML declaration or as UTF-8, and refuses what does not decode.
 * @throws DocketError `text.encoding`
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = byteOrderMark(bytes) ?? silentUtf16(bytes) ?? declaredEncoding(bytes) ?? 'utf-8';
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new DocketError('text.encoding', `The file declares the encoding "${encoding}", which does not exist.`, {
      cause,
    });
  }
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new DocketError('text.encoding', `The file is not valid ${encoding.toUpperCase()}.`, { cause });
  }
}
