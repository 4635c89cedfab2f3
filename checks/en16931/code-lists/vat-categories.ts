import { codeList } from './code-list.ts';

/** UNTDID 5305: the VAT categories that EN 16931 knows. */
export const vatCategoryCodes = codeList('S Z E AE K G O L M B');
