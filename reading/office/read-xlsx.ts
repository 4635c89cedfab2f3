import { DocketError } from '../../schemas/errors.ts';
import type { Page } from '../../schemas/words.ts';
import type { Block } from '../layout/blocks.ts';
import { layOut } from '../layout/lay-out.ts';
import type { ReadLimits } from '../read-limits.ts';
import { all, first } from '../xml/select.ts';
import { cellFormats } from './cell-formats.ts';
import { OfficePackage } from './office-package.ts';
import { richText, sheetTable } from './sheet-table.ts';

/**
 * Reads an Excel workbook (ECMA-376, SpreadsheetML): the visible sheets, each value as its cell shows it.
 * @throws DocketError `office.broken`, `archive.too-large`, `xml.dtd`, `pdf.too-many-pages`
 */
export async function readXlsx(bytes: Uint8Array, limits: ReadLimits): Promise<Page[]> {
  const file = await OfficePackage.open(bytes, limits);
  const main = await file.mainPart();
  const workbook = await file.xml(main);
  if (!workbook) throw new DocketError('office.broken', `The workbook has no part ${main}.`);
  const links = await file.relationships(main);
  const partOf = async (kind: string) => file.xml(links.find((link) => link.kind === kind)?.target ?? '');
  const date1904 = /^(1|true)$/.test(first(workbook, 'workbookPr')?.attributes.get('date1904') ?? '');
  const shared = all(await partOf('sharedStrings'), 'si').map(richText);
  const formats = cellFormats(await partOf('styles'), date1904);
  const blocks: Block[] = [];
  for (const sheet of all(workbook, 'sheets/sheet')) {
    const link = links.find(({ id, kind }) => id === sheet.attributes.get('id') && kind === 'worksheet');
    const isHidden = /hidden/i.test(sheet.attributes.get('state') ?? '');
    const part = link && !isHidden ? await file.xml(link.target) : undefined;
    if (part) blocks.push(sheetTable(part, shared, formats));
  }
  return layOut(blocks, limits.maxPages);
}
