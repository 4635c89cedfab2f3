import { decompressRTF } from '@kenjiuno/decompressrtf';

/** Header of a compressed RTF (MS-OXRTFCP 2.1.3.1): sizes packed and unpacked, kind, checksum. */
const HEADER = { packed: 0, unpacked: 4, length: 16 };
/** Texts of e-mails are far smaller; pictures are attachments of their own. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Eight references of two bytes and seventeen characters each go to a byte of flags. */
const MAX_RATIO = 8;

/**
 * Unpacks the RTF that Outlook keeps the text of an e-mail in.
 * @throws Error that says what is wrong with it
 */
export function unpackRtf(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER.length) throw new Error('its text is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [packed, unpacked] = [view.getUint32(HEADER.packed, true), view.getUint32(HEADER.unpacked, true)];
  if (packed + 4 > bytes.length) throw new Error('its text is cut off');
  if (unpacked > MAX_BYTES || bytes.length > MAX_BYTES || unpacked > MAX_RATIO * bytes.length) {
    throw new Error('its text claims to be too large');
  }
  const rtf = Uint8Array.from(decompressRTF([...bytes]));
  return rtf.subarray(0, unpacked);
}
