import { codeList } from './code-list.ts';

/** Events that fix the VAT point date (BT-8): UBL takes them from UNTDID 2005, CII from UNTDID 2475. */
export const taxPointCodes = { ubl: codeList('3 35 432'), cii: codeList('5 29 72') };
