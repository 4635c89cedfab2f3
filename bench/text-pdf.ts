/** A printed line: [x, y from the top, text] in points on A4; the text in WinAnsi without brackets and backslashes. */
export type PrintedLine = readonly [number, number, string];

const PAGE_HEIGHT = 842;

/** Lines as a PDF of one page with a text layer. */
export function textPdf(lines: readonly PrintedLine[]): Uint8Array<ArrayBuffer> {
  const text = lines
    .map(([x, y, line]) => `BT /F1 10 Tf 1 0 0 1 ${x} ${PAGE_HEIGHT - y} Tm (${line}) Tj ET`)
    .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>`;
  return new TextEncoder().encode(`${body}${xref}\nstartxref\n${body.length}\n%%EOF\n`);
}
