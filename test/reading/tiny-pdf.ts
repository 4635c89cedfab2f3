/** A PDF of one page a text: each line of the text in Helvetica 12, from the top left. `trailer` is added to the trailer. */
export function tinyPdf(pages: string[], options: { rotate?: number; trailer?: string } = {}): Buffer {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  for (const [index, text] of pages.entries()) {
    const lines = text.split('\n').map((line) => `(${line.replace(/([()\\])/g, '\\$1')}) Tj T*`);
    const content = `BT /F1 12 Tf 20 TL 50 700 Td ${lines.join('\n')} ET`;
    const resources = `/Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R`;
    const box = `/MediaBox [0 0 500 750] /Rotate ${options.rotate ?? 0}`;
    objects.push(`<< /Type /Page /Parent 2 0 R ${box} ${resources} >>`);
    objects.push(`<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`);
  }
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = Buffer.byteLength(file, 'latin1');
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = Buffer.byteLength(file, 'latin1');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${size} /Root 1 0 R ${options.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
