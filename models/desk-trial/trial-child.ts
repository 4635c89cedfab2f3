import { setPriority } from 'node:os';
import { type TrialAnswer, type TrialRequest, trialRequest } from '../../schemas/desk-trial.ts';
import { DocketError } from '../../schemas/errors.ts';
import { userModels } from '../desk-training/train-desk.ts';
import { openRegistry } from '../registry.ts';
import { openSessions } from '../session-pool.ts';
import { openTicketSpecialist, type TicketSpecialist } from '../ticket-specialist.ts';

/** Behind the work of the service. */
const PRIORITY = 5;

const [dataDir = ''] = process.argv.slice(2);
const registry = openRegistry({ extraFolders: [userModels(dataDir)] });
const sessions = openSessions({ providers: 'cpu', threads: 1 });
const opened = new Map<string, Promise<TicketSpecialist>>();

function specialistOf({ desk, version }: TrialRequest): Promise<TicketSpecialist> {
  const serving = registry.list().find(({ name }) => name === desk)?.version;
  const wanted = version ?? serving;
  const name = `${desk} ${wanted}`;
  const known = opened.get(name);
  if (known) return known;
  const opening = openTicketSpecialist(registry, sessions, desk, wanted);
  opened.set(name, opening);
  opening.catch(() => opened.delete(name));
  return opening;
}

async function answer(request: TrialRequest): Promise<TrialAnswer> {
  const { id, kind } = request;
  const specialist = await specialistOf(request);
  const { producer: by, thresholds } = specialist;
  if (kind === 'reasons') {
    const labels = await specialist.reasons(request.text, request.labels);
    return { id, kind, reasons: { by, labels } };
  }
  return { id, kind, trial: { by, thresholds: { ...thresholds }, triages: await specialist.triage(request.texts) } };
}

setPriority(PRIORITY);
process.on('message', async (input) => {
  const request = trialRequest.parse(input);
  const said = await answer(request).catch((error: unknown): TrialAnswer => {
    const code = error instanceof DocketError ? error.code : 'internal.unexpected';
    const message = error instanceof Error ? error.message : String(error);
    return { id: request.id, kind: 'failed', code, message };
  });
  process.send?.(said);
});
process.once('disconnect', () => process.exit(0));
