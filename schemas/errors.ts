/** The one table of error codes: HTTP status, whether trying again can help, and what a user reads and does. */
export const errorTable = {
  'file.empty': { status: 400, retry: false, hint: 'Send a file that has content.' },
  'file.unsupported': {
    status: 415,
    retry: false,
    hint: 'Send PDF, PNG, JPEG, TIFF, WebP, DOCX, XLSX, RTF, HTML, e-invoice XML, words JSON, an e-mail (EML, MSG, winmail.dat), a signed file (P7M) or a ZIP.',
  },
  'file.too-large': { status: 413, retry: false, hint: 'Send a smaller file or raise the limit in the configuration.' },
  'file.not-found': { status: 400, retry: false, hint: 'Check the path.' },
  'file.unreadable': { status: 400, retry: false, hint: 'Check the permissions of the file.' },
  'pdf.encrypted': { status: 422, retry: false, hint: 'Remove the password and send the file again.' },
  'pdf.broken': { status: 422, retry: false, hint: 'Export the PDF again from its source and send that file.' },
  'pdf.too-many-pages': { status: 413, retry: false, hint: 'Split the file or raise DOCKET_MAX_PAGES.' },
  'image.broken': { status: 422, retry: false, hint: 'Scan or export the image again.' },
  'image.too-large': { status: 413, retry: false, hint: 'Scan at a lower resolution or raise DOCKET_MAX_PIXELS.' },
  'office.broken': { status: 422, retry: false, hint: 'Save the document again, or export it as PDF.' },
  'office.encrypted': { status: 422, retry: false, hint: 'Remove the password and send the file again.' },
  'signed.broken': { status: 422, retry: false, hint: 'Sign the document again, or send it without its signature.' },
  'signed.encrypted': { status: 422, retry: false, hint: 'Decrypt the file and send what it holds.' },
  'signed.no-content': {
    status: 422,
    retry: false,
    hint: 'Send the document itself; this file is its signature alone.',
  },
  'message.broken': { status: 422, retry: false, hint: 'Save the e-mail again, or send its attachments alone.' },
  'message.encrypted': { status: 422, retry: false, hint: 'Decrypt the e-mail and send its attachments.' },
  'message.no-document': { status: 422, retry: false, hint: 'Send an e-mail that carries an invoice or receipt.' },
  'archive.broken': { status: 422, retry: false, hint: 'Pack the archive again, or send its files alone.' },
  'archive.encrypted': { status: 422, retry: false, hint: 'Unpack the archive with its password and send the files.' },
  'archive.too-large': {
    status: 413,
    retry: false,
    hint: 'Send fewer or smaller files, or raise DOCKET_MAX_FILES or DOCKET_MAX_UNPACKED_BYTES.',
  },
  'archive.too-deep': { status: 422, retry: false, hint: 'Unpack the inner archives and e-mails and send them alone.' },
  'archive.no-document': { status: 422, retry: false, hint: 'Send an archive that holds documents.' },
  'xml.broken': { status: 422, retry: false, hint: 'Send well-formed XML in its declared encoding.' },
  'xml.dtd': { status: 422, retry: false, hint: 'Remove the DTD and entity declarations; e-invoices have none.' },
  'xml.not-an-invoice': { status: 422, retry: false, hint: 'Send a CII, UBL or FatturaPA invoice or credit note.' },
  'words.invalid': { status: 422, retry: false, hint: 'Send words JSON as data/FORMATS.md describes it.' },
  'text.encoding': { status: 422, retry: false, hint: 'Send UTF-8.' },
  'reading.timeout': {
    status: 422,
    retry: false,
    hint: 'The file takes too long to read; simplify it or raise DOCKET_READ_TIMEOUT_MS.',
  },
  'reading.memory': {
    status: 422,
    retry: false,
    hint: 'The file needs too much memory; simplify it or raise DOCKET_READ_MEMORY_MB.',
  },
  'reading.crashed': {
    status: 422,
    retry: false,
    hint: 'The file crashes its parser; export it again from its source.',
  },
  'reading.no-text': {
    status: 422,
    retry: false,
    hint: 'No words were found; scan the document again with more contrast.',
  },
  'device.needs-service': {
    status: 422,
    retry: false,
    hint: 'Send it to the inbox: the service reads larger files, scans, pictures, Office files and e-mails.',
  },
  'device.not-kept': { status: 409, retry: false, hint: 'Keep it on this device first, with the button above.' },
  'device.stopped': { status: 500, retry: true, hint: 'Try again; the page starts a new thread.' },
  'request.invalid': { status: 400, retry: false, hint: 'Correct the named part of the request.' },
  'request.malformed-json': { status: 400, retry: false, hint: 'Send well-formed JSON in UTF-8.' },
  'request.media-type': {
    status: 415,
    retry: false,
    hint: 'Send the content type that the API reference at /docs names for this address.',
  },
  'request.too-large': { status: 413, retry: false, hint: 'Send a smaller request.' },
  'request.unauthorized': {
    status: 401,
    retry: false,
    hint: 'Send a valid key as "Authorization: Bearer …" or sign in.',
  },
  'request.forbidden': { status: 403, retry: false, hint: 'Use a key that has the scope for this.' },
  'request.not-found': { status: 404, retry: false, hint: 'Check the address and the id.' },
  'request.conflict': { status: 409, retry: false, hint: 'Read the current state and decide again.' },
  'request.idempotency-mismatch': {
    status: 422,
    retry: false,
    hint: 'Use a new Idempotency-Key for a different request.',
  },
  'request.rate-limited': { status: 429, retry: true, hint: 'Wait and send the request again.' },
  'ticket.unknown-desk': { status: 422, retry: false, hint: 'Name a desk that GET /v1/desks lists.' },
  'ticket.text-too-long': { status: 413, retry: false, hint: 'Shorten the text.' },
  'ticket.empty': { status: 422, retry: false, hint: 'Send a text.' },
  'review.not-open': { status: 409, retry: false, hint: 'The case is not waiting for review; read its state.' },
  'review.locked': { status: 409, retry: false, hint: 'Wait until the case is given back, or take it over.' },
  'review.invalid-value': { status: 422, retry: false, hint: 'Correct the named value.' },
  'model.unknown': { status: 422, retry: false, hint: 'Name a model that `docket models` lists.' },
  'model.invalid': { status: 500, retry: false, hint: 'Install the model again; its files do not match its card.' },
  'model.no-earlier-version': {
    status: 409,
    retry: false,
    hint: 'Promote a version that `docket models --versions` lists.',
  },
  'model.not-better': {
    status: 409,
    retry: false,
    hint: 'Read the comparison; to let it serve all the same, force it (--force, or `force` in the request).',
  },
  'model.failed': { status: 500, retry: true, hint: 'Try again; if it stays, read the worker log.' },
  'llm.refused': {
    status: 502,
    retry: false,
    hint: 'The larger model gave no usable answer; the field goes to a person.',
  },
  'llm.budget': {
    status: 429,
    retry: false,
    hint: 'The field goes to a person. Raise the budget that the message names, or wait for the next day.',
  },
  'llm.unavailable': {
    status: 503,
    retry: true,
    hint: 'Check the address and the health of the configured larger model.',
  },
  'unavailable.database': {
    status: 503,
    retry: true,
    hint: 'The database does not answer; nothing accepted is lost. Try again.',
  },
  'unavailable.temporal': {
    status: 503,
    retry: true,
    hint: 'Temporal does not answer; nothing accepted is lost. Try again.',
  },
  'unavailable.redis': {
    status: 503,
    retry: true,
    hint: 'Redis does not answer; nothing accepted is lost. Try again.',
  },
  'unavailable.queue-full': {
    status: 503,
    retry: true,
    hint: 'Nothing is lost: the job waits in Temporal and enters when there is room. Add inference workers, or raise DOCKET_QUEUE_LIMIT.',
  },
  'unavailable.blobs': {
    status: 503,
    retry: true,
    hint: 'The blob store does not answer or is full; nothing accepted is lost. Try again.',
  },
  'unavailable.service': { status: 503, retry: true, hint: 'Start the service with `npm start` or set DOCKET_URL.' },
  'audit.broken-chain': {
    status: 500,
    retry: false,
    hint: 'The audit chain was altered at the named entry; restore the database from a backup.',
  },
  'audit.no-history': { status: 404, retry: false, hint: 'The case has not been closed yet; replay it after it ends.' },
  'audit.replay-mismatch': {
    status: 500,
    retry: false,
    hint: 'The workflow code differs from the build that decided this case; replay with that build.',
  },
  'config.invalid': { status: 500, retry: false, hint: 'Correct the named settings.' },
  'start.missing-program': { status: 500, retry: false, hint: 'Install the named program or set the named address.' },
  'start.failed': { status: 500, retry: true, hint: 'Read the log named in the message.' },
  'webhook.address': { status: 422, retry: false, hint: 'Use an http(s) address that the configuration allows.' },
  'training.data': { status: 422, retry: false, hint: 'Correct the named rows.' },
  'training.no-words': {
    status: 422,
    retry: false,
    hint: 'Nothing is amiss: exact data was imported and no page read, so there is nothing to learn from it.',
  },
  'training.failed': { status: 500, retry: false, hint: 'Read the training log named in the message.' },
  'internal.unexpected': { status: 500, retry: true, hint: 'Report this with its log entry; it is a defect.' },
} as const satisfies Record<string, { status: number; retry: boolean; hint: string }>;

export type ErrorCode = keyof typeof errorTable;

/**
 * An error a user can act on. `message` says what is wrong and where; the hint of its code says what to do.
 * `detail` is for the log alone.
 */
export class DocketError extends Error {
  override readonly name = 'DocketError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get retry(): boolean {
    return errorTable[this.code].retry;
  }

  get hint(): string {
    return errorTable[this.code].hint;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
