/** Apple Mail writes the length of the message before it, and its own notes behind it. */
const LENGTH_LINE = /^(?:\xef\xbb\xbf)?\s*(\d{1,10})[ \t]*\r?\n/;
/** Blank lines, and the line that parts the messages of a mailbox file. */
const BEFORE_HEADER = /^(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?/;
/** How much of a file is looked at for what stands before its header. */
const WINDOW = 1024;

const startOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, WINDOW)).toString('latin1');

/** An e-mail from the first line of its header on: without what mail programs put around one that they store. */
export function bareMail(bytes: Uint8Array): Uint8Array {
  const [line = '', length] = LENGTH_LINE.exec(startOf(bytes)) ?? [];
  const mail = length === undefined ? bytes : bytes.subarray(line.length, line.length + Number(length));
  return mail.subarray(BEFORE_HEADER.exec(startOf(mail))?.[0].length ?? 0);
}
