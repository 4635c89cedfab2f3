import type { Reading, ReadPart } from '../schemas/reading.ts';
import type { Page } from '../schemas/words.ts';

/** Stands for a page that was sent ahead of the reading it belongs to. */
export interface SentPage {
  /** Its number among all that were sent, from 0. */
  sent: number;
  hasWords: boolean;
  /** As the page's own, where it was known only after the page was sent. */
  filePage?: number;
}

/** Hands over pages as soon as they are read, so that a reader keeps none of them. */
export type SendPages = (pages: readonly Page[]) => SentPage[];

export type SentPart = Omit<ReadPart, 'pages'> & { pages: SentPage[] };

/** What reading a file delivers, once its pages were sent. */
export type SentReading = Omit<Reading, 'parts'> & { parts: SentPart[] };

/** Numbers pages as they go out through `deliver`. */
export function pageSender(deliver: (pages: readonly Page[]) => void): SendPages {
  let count = 0;
  return (pages) => {
    deliver(pages);
    return pages.map(({ words }) => ({ sent: count++, hasWords: words.length > 0 }));
  };
}

/** Puts the pages that were sent into their places. @param pages in the order in which they were sent */
export function withPages(reading: SentReading, pages: readonly Page[]): Reading {
  const pageOf = ({ sent, filePage }: SentPage): Page[] => {
    const page = pages[sent];
    if (!page) return [];
    return [filePage === undefined ? page : { ...page, filePage }];
  };
  return { ...reading, parts: reading.parts.map((part) => ({ ...part, pages: part.pages.flatMap(pageOf) })) };
}
