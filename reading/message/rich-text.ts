import { rtfContent } from '../rtf/rtf-content.ts';
import { unpackRtf } from './compressed-rtf.ts';
import type { Message } from './message.ts';

/**
 * The text of an Outlook message from its packed RTF: as RTF, or as the HTML that Outlook put into it. One that is damaged
 * is lost, and the attachments are not.
 */
export function richText(packed: Uint8Array | undefined): Pick<Message, 'html' | 'rtf' | 'lost'> {
  if (packed === undefined) return { html: null, rtf: null, lost: [] };
  try {
    const rtf = unpackRtf(packed);
    const { kind, text } = rtfContent(rtf);
    return kind === 'html' ? { html: text, rtf: null, lost: [] } : { html: null, rtf, lost: [] };
  } catch {
    return { html: null, rtf: null, lost: ['message.rtf'] };
  }
}
