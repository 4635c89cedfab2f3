/** Letters and digits alone, upper case, accents folded: what stays of a number or name however it is printed. */
export function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
