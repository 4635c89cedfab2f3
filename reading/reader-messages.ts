import type { ErrorCode } from '../schemas/errors.ts';
import type { Box } from '../schemas/place.ts';
import type { ContainerFormat, DocumentFormat, Reading } from '../schemas/reading.ts';
import type { Page, QuarterTurn, Word } from '../schemas/words.ts';
import type { ReadLimits } from './read-limits.ts';
import type { SentReading } from './sent-pages.ts';
import type { Unpacked } from './unpacked.ts';

/** How large a page is drawn: a factor on its own units, or a width in pixels that is not exceeded. */
export type RenderSize = { scale: number } | { maxWidth: number };

/** What the parent asks of a reader process. */
export type ReaderJob =
  | {
      kind: 'read';
      bytes: Uint8Array;
      format: DocumentFormat;
      ignoreXml: boolean;
      /** Reads the e-invoice data alone, and no page. */
      xmlOnly?: boolean;
      limits: ReadLimits;
    }
  | {
      kind: 'render';
      bytes: Uint8Array;
      format: DocumentFormat;
      pageIndex: number;
      turn: QuarterTurn;
      size: RenderSize;
      limits: ReadLimits;
    }
  | {
      kind: 'region';
      bytes: Uint8Array;
      format: DocumentFormat;
      pageIndex: number;
      turn: QuarterTurn;
      /** In units of the upright page. */
      box: Box;
      limits: ReadLimits;
    }
  | {
      kind: 'unpack';
      bytes: Uint8Array;
      format: ContainerFormat;
      /** Its own name, where it is known. */
      name: string | null;
      limits: ReadLimits;
    };

/** What a job of each kind delivers. */
export interface ReaderResults {
  read: Reading;
  render: Uint8Array;
  region: Word[];
  unpack: Unpacked;
}

export type ReaderReply =
  | { kind: 'ready' }
  /** Pages of the file that is being read, ahead of `read`. */
  | { kind: 'pages'; pages: readonly Page[] }
  | { kind: 'read'; reading: SentReading }
  | { kind: 'done'; value: ReaderResults['render' | 'region' | 'unpack'] }
  | { kind: 'failed'; code: ErrorCode; message: string; detail: string | undefined };
