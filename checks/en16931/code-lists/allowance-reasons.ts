import { codeList } from './code-list.ts';

/** UNTDID 5189: reasons of an allowance. */
export const allowanceReasons = codeList(`
  41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105
`);
