import { codeList } from './code-list.ts';

/** Media types of an attached document (BT-125-1). */
export const mediaTypes = codeList(`
  application/pdf image/png image/jpeg text/csv
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
  application/vnd.oasis.opendocument.spreadsheet
`);
