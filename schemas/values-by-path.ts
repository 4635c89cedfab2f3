import type { Extraction } from './document.ts';
import type { Evidence } from './evidence.ts';

/** All values of an extraction by path: `totalGross`, `lines.0.quantity`, `taxes.1.amount`. */
export function valuesByPath({ fields, lines, taxes }: Extraction): Map<string, Evidence> {
  const rows = (name: string, all: readonly object[]) =>
    all.flatMap((row, index) =>
      Object.entries<Evidence>({ ...row }).map(([key, value]) => [`${name}.${index}.${key}`, value] as const),
    );
  return new Map([...Object.entries(fields), ...rows('lines', lines), ...rows('taxes', taxes)]);
}
