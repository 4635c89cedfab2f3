import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { AskMessage, Asks, Reply, ThreadProblem } from '../../web/on-device/thread-messages.ts';

/** What the thread said, and how long the page waited for it. */
export type Said<Answer> = { answer: Answer; ms: number } | { problem: ThreadProblem };

/** The built thread of the page on the device, asked as the page asks it. */
export interface AskedThread {
  /** @throws Error with the problem's code */
  ask<Name extends keyof Asks>(
    name: Name,
    input: Asks[Name]['input'],
  ): Promise<{ answer: Asks[Name]['answer']; ms: number }>;
  /** Decides a file; a refusal is an answer too. */
  decideFile(bytes: Uint8Array, fileName: string): Promise<Said<Asks['document']['answer']>>;
}

type InPage = { askThread(ask: string, input: unknown): Promise<{ reply: Reply; ms: number }> };

/** @param page where the thread is started, on an address of the service */
export async function startThread(page: Page, webFolder: string): Promise<AskedThread> {
  const script = readdirSync(join(webFolder, 'on-device')).find((name) => /^deciding-thread-[\w-]+\.js$/.test(name));
  if (script === undefined) throw new Error('the build has no thread for the device');
  await page.evaluate((address) => {
    const worker = new Worker(address, { type: 'module' });
    const waiting = new Map<number, (reply: Reply) => void>();
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (!('progress' in data)) waiting.get(data.id)?.(data);
    });
    let next = 0;
    const asking: InPage = {
      async askThread(ask, input) {
        const began = performance.now();
        const reply = await new Promise<Reply>((resolve) => {
          const id = next++;
          waiting.set(id, resolve);
          worker.postMessage({ id, ask: ask as AskMessage['ask'], input });
        });
        return { reply, ms: performance.now() - began };
      },
    };
    Object.assign(globalThis, asking);
  }, `/on-device/${script}`);

  const said = ({ reply, ms }: { reply: Reply; ms: number }): Said<unknown> => {
    if ('answer' in reply) return { answer: reply.answer, ms };
    if ('problem' in reply) return { problem: reply.problem };
    throw new Error('the thread told of progress alone');
  };
  return {
    async ask(name, input) {
      const asked = await page.evaluate(
        ([ask, given]) => (globalThis as unknown as InPage).askThread(ask as string, given),
        [name, input],
      );
      const answer = said(asked);
      if ('problem' in answer) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
      return answer as { answer: never; ms: number };
    },
    async decideFile(bytes, fileName) {
      const asked = await page.evaluate(
        ([content, name]) => {
          const file = Uint8Array.from(atob(content ?? ''), (character) => character.charCodeAt(0));
          const input = { bytes: file.buffer, fileName: name };
          return (globalThis as unknown as InPage).askThread('document', input);
        },
        [Buffer.from(bytes).toString('base64'), fileName],
      );
      return said(asked) as Said<Asks['document']['answer']>;
    },
  };
}
