import type { FuzzReport } from './fuzz.ts';

/** The report as a Markdown table, a row a format, with the codes by how often they came. */
export function fuzzTable({ seed, count, seconds, formats, defects, late }: FuzzReport): string {
  const rows = Object.entries(formats)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([format, { files, read, codes, slowestMs, late: slow, defects: bad }]) => {
      const refused = Object.entries(codes)
        .toSorted(([, a], [, b]) => b - a)
        .map(([code, times]) => `${code} ${times}`);
      return `| ${format} | ${files} | ${read} | ${refused.join(', ')} | ${slowestMs} | ${slow} | ${bad} |\n`;
    });
  const head =
    '| format | files | read | refused with | slowest ms | late | defects |\n|---|---|---|---|---|---|---|\n';
  return `${count} damaged files, seed ${seed}, ${seconds} s, ${defects.length} defects, ${late.length} late\n\n${head}${rows.join('')}`;
}
