/** A piece of RTF (RTF 1.9.1, "RTF syntax"). Text is one character a byte, its encoding not known yet. */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; word: string; value: number | null }
  | { kind: 'symbol'; symbol: string }
  | { kind: 'text'; text: string };

const TOKEN =
  /([{}])|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\/gs;

/** The tokens of an RTF text. Binary data are passed over; line breaks between tokens mean nothing. */
export function* rtfTokens(rtf: string): Generator<RtfToken> {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(rtf); match !== null; match = TOKEN.exec(rtf)) {
    const [, brace, word, value, hex, symbol, text] = match;
    const next = TOKEN.lastIndex;
    if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' };
    else if (word !== undefined) {
      yield { kind: 'word', word, value: value === undefined ? null : Number(value) };
    } else if (hex !== undefined) yield { kind: 'text', text: String.fromCharCode(Number.parseInt(hex, 16)) };
    else if (symbol !== undefined) yield { kind: 'symbol', symbol };
    else if (text !== undefined) yield { kind: 'text', text };
    TOKEN.lastIndex = word === 'bin' ? next + Math.max(0, Number(value ?? 0)) : next;
  }
}
