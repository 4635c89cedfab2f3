/** A header field of a name or a person, or a further line of one, with bytes that are not ASCII. */
const RAW_FIELD =
  /^(?:(?:content-(?:type|disposition)|subject|from|to|cc):|[ \t]+(?:file)?name=)[^\r\n]*[\x80-\xff][^\r\n]*/gim;
/** The header field of a text, with the lines it goes on in. */
const TEXT_TYPE = /^content-type:[ \t]*text\/(?:plain|html)\b[^\r\n]*(?:\r?\n[ \t][^\r\n]*){0,50}/gim;
const CHARSET = /;\s*charset\s*=\s*(?:"[^"]*"|[^\s;]*)/gi;

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

function isUtf8(text: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

/** An e-mail whose header has names in Windows-1252, which no header may have and old programs write: in UTF-8. */
export function mendHeaders(mail: Uint8Array): Uint8Array {
  const text = latin1(mail);
  const mended = text.replace(RAW_FIELD, (field) => {
    if (isUtf8(field)) return field;
    const decoded = new TextDecoder('windows-1252').decode(Buffer.from(field, 'latin1'));
    return Buffer.from(decoded).toString('latin1');
  });
  return mended === text ? mail : Buffer.from(mended, 'latin1');
}

/** The character set that an HTML text declares itself, where it can be decoded; else that of Western Windows. */
function ownCharset(html: string | undefined): string {
  const declared = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(html ?? '')?.[1] ?? '';
  try {
    const { encoding } = new TextDecoder(declared || 'windows-1252');
    return encoding === 'utf-8' ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}

/** An e-mail whose texts are not in the character set that they name: with the one that they are in. */
export function mendTexts(mail: Uint8Array, html: string | undefined): Uint8Array {
  const charset = ownCharset(html);
  const mended = latin1(mail).replace(TEXT_TYPE, (field) => `${field.replace(CHARSET, '')}; charset=${charset}`);
  return Buffer.from(mended, 'latin1');
}

/**
 * Whether a text was read in a character set that it is not in: most of what is not ASCII stands for bytes that the set does
 * not have.
 */
export function isMisread(text = ''): boolean {
  const lost = text.match(/\ufffd/g)?.length ?? 0;
  return lost > 0 && 2 * lost > (text.match(/[^\0-\x7f]/g)?.length ?? 0);
}
