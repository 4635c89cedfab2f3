import { DocketError } from '../../schemas/errors.ts';
import { type Page, type Word, wordsDocument } from '../../schemas/words.ts';
import { decodeText } from '../decode-text.ts';
import { orderWords } from '../order-words.ts';
import type { ReadLimits } from '../read-limits.ts';

/** Problems named in one message; the rest is counted. */
const SHOWN_PROBLEMS = 5;

const placed = (word: Word) => ({
  text: word.text,
  box: word.box,
  size: Math.max(1, word.box[3] - word.box[1]),
  upright: true,
  touchesNext: false,
  touchesPrevious: false,
  ...(word.confidence === undefined ? {} : { confidence: word.confidence }),
});

/**
 * Reads words JSON. Recognisers differ in the order of their words: the reading order comes from the boxes alone.
 * @throws DocketError `text.encoding`, `words.invalid` with the path of each problem, `pdf.too-many-pages`
 */
export function readWords(bytes: Uint8Array, limits: ReadLimits): Page[] {
  let document: unknown;
  try {
    document = JSON.parse(decodeText(bytes));
  } catch (cause) {
    if (cause instanceof DocketError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocketError('words.invalid', `The words JSON is not well-formed: ${reason.slice(0, 200)}`, { cause });
  }
  const parsed = wordsDocument.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
    const more = problems.length - SHOWN_PROBLEMS;
    const shown = problems.slice(0, SHOWN_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
    throw new DocketError('words.invalid', `The words JSON does not fit its format: ${shown}`);
  }
  const { pages } = parsed.data;
  if (pages.length > limits.maxPages) {
    throw new DocketError('pdf.too-many-pages', `The file has ${pages.length} pages; the limit is ${limits.maxPages}.`);
  }
  return pages.map((page) => ({ ...page, words: orderWords(page.words.map(placed)) }));
}
