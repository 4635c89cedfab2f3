export interface MailPart {
  name?: string;
  type: string;
  content: Uint8Array | string;
  disposition?: 'inline' | 'attachment';
  contentId?: string;
}

const fold = (base64: string) => base64.replace(/.{76}/g, '$&\r\n');

/** An e-mail (RFC 5322, MIME) with its parts in base64. */
export function makeMail(parts: MailPart[], headers: Record<string, string> = {}): Buffer {
  const head = {
    From: 'Billing <billing@nordlicht.example>',
    To: 'accounts@example.org',
    Subject: 'Invoice',
    Date: 'Tue, 5 Mar 2024 10:00:00 +0100',
    'Message-ID': '<1@nordlicht.example>',
    'MIME-Version': '1.0',
    'Content-Type': 'multipart/mixed; boundary="cut"',
    ...headers,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const bodies = parts.map(({ name, type, content, disposition = 'attachment', contentId }) => {
    const isText = name === undefined;
    const named = isText ? '' : `; filename="${name}"`;
    return [
      '--cut',
      `Content-Type: ${type}${isText ? '; charset=utf-8' : ''}`,
      ...(isText ? [] : [`Content-Disposition: ${disposition}${named}`]),
      ...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
      'Content-Transfer-Encoding: base64',
      '',
      fold(Buffer.from(content).toString('base64')),
    ].join('\r\n');
  });
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${bodies.join('\r\n')}\r\n--cut--\r\n`);
}
