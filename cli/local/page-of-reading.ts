import { DocketError } from '../../schemas/errors.ts';
import { type DocumentFormat, isContainerFormat, type Reading } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';

/** One page of a reading, and where its picture is to be drawn from. */
export interface ReadPage {
  page: Page;
  /** Counts from 0 within its file. */
  index: number;
  format: DocumentFormat | null;
  /** SHA-256 of the file inside an e-mail or archive that the page is in; null where it is in the file itself. */
  carriedBy: string | null;
}

/** The nth page of a reading, over all documents in it. @param number counts from 1 @throws DocketError `request.not-found` */
export function pageOfReading({ parts, format }: Reading, number: number): ReadPage {
  const pages = parts.flatMap((part) =>
    part.pages.map((page, index): ReadPage => {
      const carried = part.file ?? null;
      return {
        page,
        index: page.filePage ?? index,
        format: carried ? carried.format : isContainerFormat(format) ? null : format,
        carriedBy: carried?.blob.sha256 ?? null,
      };
    }),
  );
  const found = pages[number - 1];
  if (!found) throw new DocketError('request.not-found', `There is no page ${number}; the file has ${pages.length}.`);
  return found;
}
