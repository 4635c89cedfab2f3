import type { Page } from '../../schemas/words.ts';

/** A scan often carries a stamp, a page number or a "scanned by" line as text; a page of text has more words. */
const FEW_WORDS = 8;
/** Share of unreadable characters from which a text layer counts as broken (fonts without a Unicode mapping). */
const BROKEN_SHARE = 0.2;
const UNREADABLE = /[\ufffd\p{Co}\p{Cn}]/gu;

/** Whether the page's text layer is missing, too thin to trust, or unreadable. */
export function needsRecognition(page: Page): boolean {
  if (page.words.length < FEW_WORDS) return true;
  const text = page.words.map((word) => word.text).join('');
  return (text.match(UNREADABLE)?.length ?? 0) > BROKEN_SHARE * text.length;
}
