import type { BrowserContext } from 'playwright-core';
import type { OnDevicePackage } from '../../schemas/on-device.ts';
import { DOCUMENTS } from '../../schemas/policy.ts';
import type { Engine } from '../../web/on-device/thread-messages.ts';
import { invoicePdf } from '../invoice-pdf.ts';
import { tickets } from '../samples.ts';
import { type AskedThread, startThread } from './asked-thread.ts';
import type { ServedPage } from './serve-page.ts';

/** Milliseconds of repeated decisions. */
export interface Times {
  what: string;
  n: number;
  p50: number;
  p95: number;
  least: number;
  most: number;
}

export interface Counts {
  cold: number;
  tickets: number;
  invoices: number;
}

export function timesOf(what: string, values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { what, n: sorted.length, p50: at(0.5), p95: at(0.95), least: at(0), most: at(1) };
}

/** A ticket of its own, so that nothing could have been remembered. */
export const textOf = (number: number): string => `${tickets(8)[number % 8]} ${number}`;
export const pdfOf = (number: number): Uint8Array<ArrayBuffer> => invoicePdf(`bench ${number}`);

const answered = <T>(said: { answer: T; ms: number } | { problem: { code: string } }): number => {
  if ('problem' in said) throw new Error(`the sample invoice was refused: ${said.problem.code}`);
  return said.ms;
};

/**
 * How long the page waits for a decision: with everything kept but nothing loaded, in a page of its own each time, and with
 * everything loaded.
 */
export async function decideTimes(
  context: BrowserContext,
  served: ServedPage,
  desks: readonly string[],
  counts: Counts,
): Promise<{ cold: Times[]; warm: Times[]; engine: Engine }> {
  const packages: OnDevicePackage[] = served.onDevice.list();
  const open = async (): Promise<{ thread: AskedThread; close(): Promise<void> }> => {
    const page = await context.newPage();
    await page.goto(`${served.address}/about`);
    const thread = await startThread(page, served.webFolder);
    return { thread, close: () => page.close() };
  };
  const first = await open();
  for (const name of [...desks, DOCUMENTS]) await first.thread.ask('keep', { name, served: packages });
  const { engine } = (await first.thread.ask('look', { served: packages })).answer;
  await first.close();

  const ways: [string, number, (thread: AskedThread, number: number) => Promise<number>][] = [
    ...desks.map((desk): (typeof ways)[number] => [
      `${desk}, a ticket`,
      counts.tickets,
      async (thread, number) => (await thread.ask('ticket', { desk, text: textOf(number) })).ms,
    ]),
    [
      'invoice, a PDF of one page',
      counts.invoices,
      async (thread, number) => answered(await thread.decideFile(pdfOf(number), 'invoice.pdf')),
    ],
  ];
  const cold: Times[] = [];
  const warm: Times[] = [];
  for (const [what, count, decide] of ways) {
    const firsts: number[] = [];
    for (let round = 0; round < counts.cold; round++) {
      const opened = await open();
      firsts.push(await decide(opened.thread, round));
      if (round === counts.cold - 1) {
        const repeated: number[] = [];
        for (let number = 0; number < count; number++) repeated.push(await decide(opened.thread, number));
        warm.push(timesOf(what, repeated));
      }
      await opened.close();
    }
    cold.push(timesOf(what, firsts));
  }
  return { cold, warm, engine };
}
