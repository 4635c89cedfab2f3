/** One record and the line it begins on, counted from 1. */
export type CsvRecord = { cells: string[]; line: number };

/** What separates cells: of comma, semicolon and tab the one that the header holds most often outside quotes. */
export function separatorOf(text: string): string {
  const header = /^(?:"(?:[^"]|"")*"|[^"\n])*/.exec(text)?.[0].replaceAll(/"(?:[^"]|"")*"/g, '') ?? '';
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

/**
 * Records of a CSV text (RFC 4180): cells in quotes may hold the separator, quotes and line breaks; lines end in LF, CRLF
 * or CR. Empty lines are left out. `openQuote` is the line of a quote that never closes.
 */
export function parseCsv(text: string, separator: string): { records: CsvRecord[]; openQuote: number | null } {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let began = 1;
  let quoted: number | null = null;
  const endRecord = () => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== '') records.push({ cells, line: began });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line++;
    if (quoted !== null) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = null;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = line;
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at + 1] === '\n') {
        at++;
        line++;
      }
      endRecord();
      began = line;
    } else cell += character;
  }
  if (cell !== '' || cells.length > 0) endRecord();
  return { records, openQuote: quoted };
}
