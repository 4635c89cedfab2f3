/** A decimal string with the other sign; zero stays zero. */
export function negated(amount: string): string {
  if (/^-?0*(\.0*)?$/.test(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
