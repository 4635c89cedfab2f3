import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Parser } from 'htmlparser2';
import type { Box } from '../../schemas/place.ts';
import type { Page } from '../../schemas/words.ts';

const run = promisify(execFile);
const MOST_OUTPUT = 256 * 1024 * 1024;

/** The words of a PDF with their boxes as `pdftotext -bbox` of poppler gives them, page by page. */
export async function popplerWords(path: string): Promise<Page[]> {
  const { stdout } = await run('pdftotext', ['-bbox', path, '-'], { maxBuffer: MOST_OUTPUT });
  const pages: Page[] = [];
  let box: Box | null = null;
  let text = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      const number = (key: string) => Number(attributes[key] ?? Number.NaN);
      if (name === 'page') pages.push({ width: number('width'), height: number('height'), source: 'text', words: [] });
      if (name === 'word') box = [number('xmin'), number('ymin'), number('xmax'), number('ymax')];
      text = '';
    },
    ontext(part) {
      text += part;
    },
    onclosetag(name) {
      if (name === 'word' && box && text !== '') pages.at(-1)?.words.push({ text, box });
      box = null;
    },
  });
  parser.end(stdout);
  return pages;
}
