const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Exact sum of decimal strings, with as many places as the longest has; null when one is not a decimal. */
export function sumDecimals(values: readonly string[]): string | null {
  const parts = values.map((value) => DECIMAL.exec(value));
  const places = Math.max(0, ...parts.map((part) => part?.[3]?.length ?? 0));
  let sum = 0n;
  for (const part of parts) {
    if (part === null) return null;
    const [, sign, whole = '0', fraction = ''] = part;
    const scaled = BigInt(whole + fraction.padEnd(places, '0'));
    sum += sign === '-' ? -scaled : scaled;
  }
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${sum < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
}

/** Exact difference of two decimal strings; null when one is not a decimal. */
export function differenceOf(one: string, other: string): string | null {
  return sumDecimals([one, other.startsWith('-') ? other.slice(1) : `-${other}`]);
}

/** Whether two decimal strings are the same number, "20" and "20.00" included. */
export function sameDecimal(one: string, other: string): boolean {
  const difference = differenceOf(one, other);
  return difference !== null && /^-?0(\.0*)?$/.test(difference);
}
