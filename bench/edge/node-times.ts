import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openInstalledEntities } from '../../models/ticket-entities.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { processTools } from '../../reading/pdf/process-tools.ts';
import { decideReading, readPdfHere } from '../../web/on-device/thread/decide-pdf.ts';
import { decideText } from '../../web/on-device/thread/decide-text.ts';
import { timed } from '../measure.ts';
import { type Counts, pdfOf, type Times, textOf, timesOf } from './decide-times.ts';

/** The same decisions by the same code in this process, with everything loaded: what the browser is held against. */
export async function nodeTimes(desks: readonly string[], counts: Counts, intraOpThreads: number): Promise<Times[]> {
  const registry = openRegistry();
  const sessions = openSessions({ providers: 'cpu', threads: 1, intraOpThreads });
  const repeated = async (what: string, count: number, decide: (number: number) => Promise<unknown>) => {
    await decide(0);
    const values: number[] = [];
    for (let number = 0; number < count; number++) values.push(await timed(1, () => decide(number)));
    return timesOf(what, values);
  };
  try {
    const entities = await openInstalledEntities(registry, sessions);
    const times: Times[] = [];
    for (const desk of desks) {
      const specialist = await openTicketSpecialist(registry, sessions, desk);
      times.push(
        await repeated(`${desk}, a ticket`, counts.tickets, (number) =>
          decideText(textOf(number), specialist, entities),
        ),
      );
    }
    const specialist = await openDocumentSpecialist(registry, sessions);
    const decide = async (number: number) => {
      const bytes = pdfOf(number);
      return decideReading(await readPdfHere(bytes, 'invoice.pdf', processTools), specialist, bytes);
    };
    times.push(await repeated('invoice, a PDF of one page', counts.invoices, decide));
    return times;
  } finally {
    await sessions.close();
  }
}
