import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { type CaseDetail, caseDetail, caseSummary, settledStates } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { sentence } from '../error-sentence.ts';
import { printCase } from '../print-case.ts';
import { readInput } from '../read-input.ts';
import { askService } from '../service.ts';

/** HTTP statuses of a refusal that is about what was sent. */
const FILE_AT_FAULT: readonly number[] = [400, 413, 415, 422];
/** Milliseconds between two looks at a case. */
const POLL_MS = 150;
const created = z.looseObject({ items: z.array(caseSummary).min(1) });

interface Options {
  ticket?: string;
  desk: string;
  wait?: true;
  json?: true;
  timeout: string;
}

async function sendDocument(file: string): Promise<string> {
  const bytes = await readInput(file, parseConfig(process.env).DOCKET_MAX_BYTES);
  const answer = await askService('/v1/documents', created, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(basename(file)),
      'idempotency-key': randomUUID(),
    },
    body: new Blob([new Uint8Array(bytes)]),
  });
  return answer.items[0]?.id ?? '';
}

async function sendTicket(text: string, desk: string): Promise<string> {
  const answer = await askService('/v1/tickets', caseSummary, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ desk, text }),
  });
  return answer.id;
}

async function settled(id: string, deadline: number): Promise<CaseDetail> {
  for (;;) {
    const found = await askService(`/v1/cases/${encodeURIComponent(id)}`, caseDetail);
    if (settledStates.includes(found.state)) return found;
    if (Date.now() > deadline)
      throw new DocketError(
        'unavailable.service',
        `Case ${id} is still ${found.state}; it goes on, see \`docket status ${id}\`.`,
      );
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

/** Prints a case when it is settled, then the cases of the other documents that came in the same file. */
async function printSettled(id: string, deadline: number, json: boolean): Promise<void> {
  const first = await settled(id, deadline);
  printCase(first, json);
  for (const related of first.related) printCase(await settled(related.id, deadline), json);
}

async function submit(files: string[], options: Options): Promise<void> {
  if (files.length === 0 && options.ticket === undefined)
    throw new DocketError('request.invalid', 'Name at least one file, or a text with --ticket.');
  const deadline = Date.now() + Number(options.timeout) * 1000;
  const send = [
    ...files.map((file) => () => sendDocument(file)),
    ...(options.ticket === undefined ? [] : [() => sendTicket(options.ticket ?? '', options.desk)]),
  ];
  for (const one of send) {
    const id = await one().catch((error: unknown) => printRefusal(error, options.json === true));
    if (id === null) continue;
    if (options.wait) await printSettled(id, deadline, options.json === true);
    else process.stdout.write(options.json ? `${JSON.stringify({ id })}\n` : `${id}\n`);
  }
}

/** Prints why one file was not taken, so that the others go on. @throws the error, where it is not about the file. */
function printRefusal(error: unknown, json: boolean): null {
  if (!(error instanceof DocketError) || !FILE_AT_FAULT.includes(error.status)) throw error;
  const { code } = error;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message: sentence(error) } })}\n`);
  else process.stderr.write(`docket: ${sentence(error)} [${code}]\n`);
  process.exitCode = 1;
  return null;
}

export function addSubmit(program: Command): void {
  program
    .command('submit')
    .description('hand documents or a ticket to the running service')
    .argument('[file...]')
    .option('--ticket <text>', 'a support ticket')
    .option('--desk <name>', 'the desk of the ticket', 'customer-care')
    .option(
      '--wait',
      'return when the case is accepted, rejected or waiting for review, with every document of its file',
    )
    .option('--timeout <seconds>', 'longest wait', '600')
    .option('--json', 'print JSON')
    .action(submit);
}
