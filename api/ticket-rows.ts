import { DocketError } from '../schemas/errors.ts';
import type { TicketInput } from '../schemas/ticket.ts';
import { decodeJson } from './decode-text.ts';
import type { Desk } from './dependencies.ts';
import { parseTicket } from './parse-ticket.ts';

/** A row of a bulk: its ticket or why it has none. `row` counts lines from 1. */
export type TicketRow = { row: number; ticket: TicketInput } | { row: number; problem: DocketError };

const LINE_FEED = 0x0a;

/** Reads NDJSON line by line; a bad line does not touch its neighbours, blank lines are skipped. */
export function readTicketRows(body: Buffer, desks: readonly Desk[]): TicketRow[] {
  const rows: TicketRow[] = [];
  let row = 0;
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf(LINE_FEED, start);
    const line = body.subarray(start, end === -1 ? body.length : end);
    start += line.length + 1;
    row += 1;
    if (isBlank(line)) continue;
    try {
      rows.push({ row, ticket: parseTicket(decodeJson(line, `Row ${row}`), desks) });
    } catch (error) {
      if (!(error instanceof DocketError)) throw error;
      rows.push({ row, problem: error });
    }
  }
  return rows;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
