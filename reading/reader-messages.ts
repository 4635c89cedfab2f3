import type { ErrorCode } from '../schemas/errors.ts';
import type { DocumentFormat, Reading } from '../schemas/reading.ts';
import type { ReadLimits } from './read-limits.ts';

/** How large a page is drawn: a factor on its own units, or a width in pixels that is not exceeded. */
export type RenderSize = { scale: number } | { maxWidth: number };

/** What the parent asks of a reader process. */
export type ReaderJob =
  | { kind: 'read'; bytes: Uint8Array; format: DocumentFormat; ignoreXml: boolean; limits: ReadLimits }
  | {
      kind: 'render';
      bytes: Uint8Array;
      format: DocumentFormat;
      pageIndex: number;
      size: RenderSize;
      limits: ReadLimits;
    };

/** What a job of each kind delivers. */
export interface ReaderResults {
  read: Reading;
  render: Uint8Array;
}

export type ReaderReply =
  | { kind: 'ready' }
  | { kind: 'page-read' }
  | { kind: 'done'; value: Reading | Uint8Array }
  | { kind: 'failed'; code: ErrorCode; message: string; detail: string | undefined };
