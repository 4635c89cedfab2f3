import { format, getFormatFromId, isDateFormat } from 'numfmt';
import type { XmlElement } from '../xml/parse-xml.ts';
import { all } from '../xml/select.ts';

/** Days between the two epochs of spreadsheets, 1900 and 1904. */
const EPOCH_SHIFT = 1462;
/** Built-in dates whose order of day and month depends on the reader's country: written so that none can err. */
const countryDates: Record<number, string> = { 14: 'yyyy-mm-dd', 22: 'yyyy-mm-dd hh:mm' };

/** How a number is shown in a cell of a style, by the style's index. */
export type CellFormats = (value: number, style: number) => string;

function show(code: string, value: number): string {
  try {
    return format(code, value, { dateErrorThrows: true, nbsp: false });
  } catch {
    return String(value);
  }
}

/** The number formats of a workbook (ECMA-376 part 1, 18.8.30). */
export function cellFormats(styles: XmlElement | undefined, date1904: boolean): CellFormats {
  const own = new Map<number, string>();
  for (const { attributes } of all(styles, 'numFmts/numFmt')) {
    own.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? 'General');
  }
  const ids = all(styles, 'cellXfs/xf').map(({ attributes }) => Number(attributes.get('numFmtId') ?? 0));
  return (value, style) => {
    const id = ids[style] ?? 0;
    const code = own.get(id) ?? countryDates[id] ?? getFormatFromId(id) ?? 'General';
    return show(code, date1904 && isDateFormat(code) ? value + EPOCH_SHIFT : value);
  };
}
