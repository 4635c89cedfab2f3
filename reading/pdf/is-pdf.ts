/** PDF allows junk before its header; readers look this far (ISO 32000-1, annex H.3.4.1). */
const HEADER_WINDOW = 1024;

/** Whether a file begins as a PDF does. */
export const isPdf = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_WINDOW)).includes('%PDF-');
