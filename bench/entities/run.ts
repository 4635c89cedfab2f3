import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openLocalModels } from '../../cli/local/open-models.ts';
import { triageRows } from '../../cli/local/triage-rows.ts';
import { TICKET_ENTITIES } from '../../models/ticket-entities.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { Entity } from '../../schemas/ticket.ts';
import { type LabelledTicket, readLabelledTickets } from './labelled-tickets.ts';
import { type Figure, figureOf, type Scored, scoreTicket } from './score.ts';
import { unseenBy } from './unseen.ts';

/** Tickets triaged at once. */
const SLICE = 256;
const ROLES: Record<string, string> = { 'date-from': 'date', 'date-to': 'date' };

/** `npm run bench:entities [-- --desk NAME --json FILE]`: entities on the validation rows, through `docket triage`. */
const { values } = parseArgs({ options: { json: { type: 'string' }, desk: { type: 'string', default: 'it-topic' } } });
const models = openLocalModels(parseConfig(process.env));
const all = readLabelledTickets();
const reported = all.filter(({ split }) => split === 'validation');
const found = await triaged(reported);
const report: Record<string, Figure> = {};

for (const set of ['bitext', 'nlupp'] as const) {
  const rows = reported.flatMap((ticket, index) =>
    ticket.set === set ? [{ ticket, entities: found[index] ?? [] }] : [],
  );
  const scored = rows.map(({ ticket, entities }) => scoreTicket(ticket, entities));
  const kinds = [...new Set(scored.flatMap((row) => [...row.kinds.keys()]))].sort();
  console.log(`\n${set}: ${rows.length} validation rows`);
  print(`${set} all`, scored, null);
  for (const kind of kinds) print(`${set} ${kind}`, scored, kind);
  if (set === 'nlupp') {
    const blind = rows.map(({ ticket, entities }) => scoreTicket(ticket, entities, (kind) => ROLES[kind] ?? kind));
    print('nlupp all, from and until taken as dates', blind, null);
    print('nlupp date, from and until taken as dates', blind, 'date');
  }
  const rules = rows.map(({ ticket, entities }) =>
    scoreTicket(
      ticket,
      entities.filter(({ source }) => source === 'rule'),
    ),
  );
  print(`${set} what rules decide`, rules, null);
  const isUnseen = unseenBy(
    models.registry.card(TICKET_ENTITIES),
    all.filter(({ split }) => split === 'train'),
  );
  const strange = scored.filter(({ ticket }) => ticket.marks.some((mark) => isUnseen(ticket, mark)));
  print(`${set} texts with a value that training never saw`, strange, null);
  for (const kind of kinds) {
    const ofKind = strange.filter(({ ticket }) =>
      ticket.marks.some((mark) => mark.kind === kind && isUnseen(ticket, mark)),
    );
    if (ofKind.length > 0) print(`${set} unseen ${kind}`, ofKind, kind);
  }
}
const sure = found.flatMap((entities) =>
  entities.filter(({ source, accepted }) => source === 'specialist' && accepted),
);
console.log(
  `\naccepted: ${sure.length} of ${found.flat().filter(({ source }) => source === 'specialist').length} found by the specialist`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
await models.close();

function print(name: string, scored: readonly Scored[], kind: string | null): void {
  const figure = figureOf(scored, kind);
  report[name] = figure;
  const { f1, low, high, marked, right, found: given } = figure;
  const interval = `[${low.toFixed(3)}, ${high.toFixed(3)}]`;
  console.log(`  ${name.padEnd(52)}F1 ${f1.toFixed(4)} ${interval}  marked ${marked}, found ${given}, right ${right}`);
}

async function triaged(tickets: readonly LabelledTicket[]): Promise<Entity[][]> {
  const specialist = await models.tickets(values.desk);
  const entities = await models.entities();
  const out: Entity[][] = [];
  for (let from = 0; from < tickets.length; from += SLICE) {
    const lines = tickets.slice(from, from + SLICE).map(({ id, text }, index) => {
      return { line: JSON.stringify({ id, text }), number: from + index + 1 };
    });
    const rows = await triageRows(lines, specialist, entities);
    out.push(...rows.map((row) => row.entities ?? []));
  }
  return out;
}
