import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLimits } from '../../reading/read-limits.ts';
import { renderPage } from '../../reading/render-page.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { ServiceFile } from '../../schemas/service-file.ts';
import { DESK } from '../models.ts';
import { TICKETS } from '../samples.ts';
import { textPdf } from '../text-pdf.ts';
import type { LoadKind } from './engine-run.ts';
import { variedInvoice } from './varied-invoice.ts';

interface Post {
  path: string;
  type: string;
  body: string | Uint8Array<ArrayBuffer>;
}

const BULK_ROWS = 2000;
/** Posts under way at once. */
const SENDERS = 16;
/** Of a scan: about 150 dots an inch. */
const SCAN_WIDTH = 1240;
/** A service that this bench overloads answers so for a while, as to any client; 409: the first try is still under way. */
const BUSY = [409, 429, 503];
const BUSY_MS = 250;
const BUSY_TRIES = 480;

const ticket = (index: number) => ({ desk: DESK, text: TICKETS[index % TICKETS.length] ?? '' });

async function scan(index: number): Promise<Uint8Array<ArrayBuffer>> {
  const limits = readLimits(parseConfig({}));
  const picture = await renderPage(textPdf(variedInvoice(index)), 'pdf', 0, { maxWidth: SCAN_WIDTH, limits });
  return new Uint8Array(picture);
}

/** The posts that send cases `from` to `to`, without the latter. */
async function* postsOf(load: LoadKind, from: number, to: number): AsyncGenerator<Post> {
  if (load === 'bulk') {
    for (let first = from; first < to; first += BULK_ROWS) {
      const rows = Array.from({ length: Math.min(BULK_ROWS, to - first) }, (_, row) => ticket(first + row));
      const body = rows.map((row) => JSON.stringify(row)).join('\n');
      yield { path: '/v1/tickets/bulk', type: 'application/x-ndjson', body };
    }
    return;
  }
  for (let index = from; index < to; index++) {
    if (load === 'tickets') {
      yield { path: '/v1/tickets', type: 'application/json', body: JSON.stringify(ticket(index)) };
    } else if (load === 'documents') {
      yield { path: '/v1/documents', type: 'application/pdf', body: textPdf(variedInvoice(index)) };
    } else {
      yield { path: '/v1/documents', type: 'image/png', body: await scan(index) };
    }
  }
}

/** Posts cases, each a new one, until the service has accepted all. @returns bytes of the documents that were sent */
export async function sendCases(service: ServiceFile, load: LoadKind, count: number): Promise<number> {
  const posts = postsOf(load, 0, count);
  let documentBytes = 0;
  const sender = async (): Promise<void> => {
    for (let next = await posts.next(); !next.done; next = await posts.next()) {
      await post(service, next.value);
      if (typeof next.value.body !== 'string') documentBytes += next.value.body.byteLength;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return documentBytes;
}

async function post(service: ServiceFile, { path, type, body }: Post): Promise<void> {
  const headers = {
    authorization: `Bearer ${service.key}`,
    'content-type': type,
    'idempotency-key': randomUUID(),
    'x-file-name': type === 'image/png' ? 'invoice.png' : 'invoice.pdf',
  };
  for (let tries = 1; ; tries++) {
    const response = await fetch(new URL(path, service.url), { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.ok) return;
    if (!BUSY.includes(response.status) || tries === BUSY_TRIES)
      throw new Error(`${path} answered ${response.status}: ${answer}`);
    await sleep(BUSY_MS);
  }
}
