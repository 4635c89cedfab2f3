import { makeZip } from './make-zip.ts';

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const sheet = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

const relationships = (links: [id: string, kind: string, target: string][]) => {
  const rows = links.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;
};

/** A paragraph of runs; a tab within a text becomes a tab of the document. */
export const p = (...runs: string[]) =>
  `<w:p>${runs.map((text) => `<w:r><w:t xml:space="preserve">${text.replace('\t', '</w:t><w:tab/><w:t>')}</w:t></w:r>`).join('')}</w:p>`;
export const tbl = (...rows: string[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((text) => `<w:tc>${p(text)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

/** A DOCX with a header, a body and a footer of WordprocessingML. */
export function makeDocx({
  header = '',
  body,
  footer = '',
}: {
  header?: string;
  body: string;
  footer?: string;
}): Buffer {
  return makeZip([
    { name: '[Content_Types].xml', content: types },
    { name: '_rels/.rels', content: relationships([['r1', 'officeDocument', 'word/document.xml']]) },
    { name: 'word/document.xml', content: `<w:document ${word}><w:body>${body}</w:body></w:document>` },
    {
      name: 'word/_rels/document.xml.rels',
      content: relationships([
        ['h1', 'header', 'header1.xml'],
        ['f1', 'footer', 'footer1.xml'],
      ]),
    },
    { name: 'word/header1.xml', content: `<w:hdr ${word}>${header}</w:hdr>` },
    { name: 'word/footer1.xml', content: `<w:ftr ${word}>${footer}</w:ftr>` },
  ]);
}

/** An XLSX with one visible and one hidden sheet. Style 1 is a date, style 2 an amount. */
export function makeXlsx(rows: string, sharedStrings: string[] = []): Buffer {
  const strings = sharedStrings.map((text) => `<si><t>${text}</t></si>`).join('');
  return makeZip([
    { name: '[Content_Types].xml', content: types },
    { name: '_rels/.rels', content: relationships([['r1', 'officeDocument', '/xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${sheet} xmlns:r="${office}"><sheets><sheet name="Bill" r:id="s1"/><sheet name="Calc" state="hidden" r:id="s2"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships([
        ['s1', 'worksheet', 'worksheets/sheet1.xml'],
        ['s2', 'worksheet', 'worksheets/sheet2.xml'],
        ['t', 'sharedStrings', 'sharedStrings.xml'],
        ['y', 'styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/sharedStrings.xml', content: `<sst ${sheet}>${strings}</sst>` },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${sheet}><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;EUR&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet ${sheet}><sheetData>${rows}</sheetData></worksheet>` },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: `<worksheet ${sheet}><sheetData><row><c t="str"><v>internal</v></c></row></sheetData></worksheet>`,
    },
  ]);
}
