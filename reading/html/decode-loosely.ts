/** Where HTML declares its encoding (HTML Living Standard, 13.2.3.2: within the first 1024 bytes). */
const PRESCAN = 1024;

function declared(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, PRESCAN)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?([\w:-]+)/i.exec(head)?.[1] ?? null;
}

function decoder(encoding: string): TextDecoder | null {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return null;
  }
}

/** Decodes a text of people, not of machines: by its mark or declaration, as UTF-8, else as Windows-1252. */
export function decodeLoosely(bytes: Uint8Array): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  for (const encoding of [marked, 'utf-8', declared(bytes)]) {
    if (encoding === null) continue;
    try {
      const text = decoder(encoding)?.decode(bytes);
      if (text !== undefined) return text;
    } catch {
      // Not of this encoding: the next one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
