import { fileURLToPath } from 'node:url';
import { isInstalled } from './child.ts';

/** A program that reads the text of PDF files, given on its command line, and ends. */
export interface Contender {
  name: string;
  /** Key in the named ratios. */
  key: string;
  program: string;
  parameters: (files: readonly string[]) => string[];
  /** Makes two passes over its files itself, and prints its pages and the milliseconds of the second. */
  timesItself?: true;
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The same with all its processes on one core. */
function onOneCore({ program, parameters }: Contender, name: string, key: string): Contender {
  return {
    name,
    key,
    timesItself: true,
    program: 'taskset',
    parameters: (files) => ['-c', '0', program, ...parameters(files)],
  };
}

export const docketReader = (atOnce: number): Contender => ({
  name: 'docket, two cores',
  key: 'docket',
  program: process.execPath,
  timesItself: true,
  parameters: (files) => [script('./docket-reader.ts'), '--at-once', String(atOnce), ...files],
});

export const plainPdfjs: Contender = {
  name: 'plain pdf.js loop',
  key: 'pdfjs',
  program: process.execPath,
  timesItself: true,
  parameters: (files) => [script('./plain-pdfjs.ts'), ...files],
};

const withXml: Contender = {
  ...docketReader(2),
  name: 'docket, two cores, e-invoices read and compared',
  key: 'docket_with_xml',
  parameters: (files) => docketReader(2).parameters(['--with-xml', ...files]),
};

const poppler: Contender = {
  name: 'pdftotext -bbox, started per file',
  key: 'poppler',
  program: 'sh',
  parameters: (files) => ['-c', 'for file; do pdftotext -bbox "$file" /dev/null; done', 'sh', ...files],
};

const python = process.env.PYTHON ?? 'python3';
const pythonLoops = {
  pypdf: 'import sys, pypdf\nfor f in sys.argv[1:]:\n for p in pypdf.PdfReader(f).pages: p.extract_text()',
  pdfminer:
    'import sys\nfrom pdfminer.high_level import extract_pages\nfor f in sys.argv[1:]:\n for p in extract_pages(f): pass',
};

/** Docket, the plain pdf.js loop, and what else is installed (`PYTHON` names the interpreter that has pypdf or pdfminer). */
export async function textContenders(): Promise<Contender[]> {
  const found = [docketReader(2), plainPdfjs, withXml];
  if (await isInstalled('taskset', ['-c', '0', 'true'])) {
    found.push(onOneCore(docketReader(1), 'docket, one core', 'docket_one_core'));
    found.push(onOneCore(plainPdfjs, 'plain pdf.js loop, one core', 'pdfjs_one_core'));
  }
  if (await isInstalled('pdftotext', ['-v'])) found.push(poppler);
  for (const [name, loop] of Object.entries(pythonLoops)) {
    if (!(await isInstalled(python, ['-c', `import ${name}`]))) continue;
    found.push({ name, key: name, program: python, parameters: (files) => ['-c', loop, ...files] });
  }
  return found;
}
