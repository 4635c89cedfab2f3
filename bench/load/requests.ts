import sharp from 'sharp';
import { invoicePdf } from '../invoice-pdf.ts';
import { TICKETS } from '../samples.ts';
import { ublInvoice } from './e-invoice.ts';

export const requestKinds = ['ticket', 'bulk', 'pdf', 'xml', 'image'] as const;
export type RequestKind = (typeof requestKinds)[number];
/** How often each kind is sent beside the others. */
export type Mix = Record<RequestKind, number>;

/** Mostly tickets, some in bulk; mostly digital invoices among the documents. */
export const MIX: Mix = { ticket: 50, bulk: 4, pdf: 22, xml: 20, image: 4 };

export interface LoadRequest {
  kind: RequestKind;
  /** Differs with every request. */
  key: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
  /** Cases that it makes. */
  cases: number;
}

const DESK = 'banking77';
const BULK_TICKETS = 20;

/** A receipt as a small picture, large enough to be recognised. */
async function receiptImage(mark: string): Promise<Uint8Array<ArrayBuffer>> {
  const lines = ['CORNER SHOP', `Receipt ${mark}`, '2026-03-01 14:05', 'Coffee 3.50', 'Cake 4.20', 'TOTAL EUR 7.70'];
  const text = lines
    .map((line, index) => `<text x="30" y="${50 + 40 * index}" font-family="DejaVu Sans" font-size="24">${line}</text>`)
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="320"><rect width="100%" height="100%" fill="#fff"/>${text}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}

/**
 * Makes requests, each new, of kinds drawn by the mix.
 * @param run names the run, so that two on one database do not meet
 * @param random numbers in 0..1
 */
export function requestMaker(run: string, random: () => number, mix: Mix = MIX): () => Promise<LoadRequest> {
  const whole = requestKinds.reduce((sum, kind) => sum + mix[kind], 0);
  let made = 0;
  const drawKind = (): RequestKind => {
    let left = random() * whole;
    for (const kind of requestKinds) {
      left -= mix[kind];
      if (left < 0) return kind;
    }
    return 'ticket';
  };
  const ticket = (mark: string) =>
    JSON.stringify({ desk: DESK, text: `${TICKETS[Math.floor(random() * TICKETS.length)]} (${mark})` });
  return async () => {
    made += 1;
    const kind = drawKind();
    const key = `${run}-${made}`;
    const document = (body: LoadRequest['body'], type: string, name: string): LoadRequest => {
      const headers = { 'content-type': type, 'x-file-name': name };
      return { kind, key, path: '/v1/documents', headers, body, cases: 1 };
    };
    switch (kind) {
      case 'ticket': {
        const headers = { 'content-type': 'application/json' };
        return { kind, key, path: '/v1/tickets', headers, body: ticket(key), cases: 1 };
      }
      case 'bulk': {
        const headers = { 'content-type': 'application/x-ndjson' };
        const body = Array.from({ length: BULK_TICKETS }, (_, row) => ticket(`${key}-${row}`)).join('\n');
        return { kind, key, path: '/v1/tickets/bulk', headers, body, cases: BULK_TICKETS };
      }
      case 'pdf':
        return document(invoicePdf(key, `NT-${key}`), 'application/pdf', `${key}.pdf`);
      case 'xml':
        return document(ublInvoice(`UB-${key}`), 'application/xml', `${key}.xml`);
      case 'image':
        return document(await receiptImage(key), 'image/png', `${key}.png`);
    }
  };
}
