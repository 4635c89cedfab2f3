import type { Producer } from '../../schemas/evidence.ts';
import { type StepGain, TICKET_FIELD } from '../../schemas/step-gain.ts';
import type { TicketSpecialist } from '../ticket-specialist.ts';
import { type Asked, gainOf } from './gain-of.ts';
import type { LargerModel, NoteUsage } from './port.ts';

export interface LabelledTicket {
  text: string;
  label: string;
}

/** Where a measurement stands: what was asked, beside whom. */
export const stepGainOf = (
  of: { desk: string; field: string; model: Pick<LargerModel, 'step' | 'producer'>; beside: Producer },
  asked: readonly Asked[],
): StepGain => ({
  desk: of.desk,
  field: of.field,
  step: of.model.step,
  model: of.model.producer,
  beside: of.beside,
  ...gainOf(asked),
  measuredAt: new Date().toISOString(),
});

/**
 * What a larger model is worth on a desk: it is asked for the rows that the specialist leaves in doubt, and its label, where
 * it names one, takes the place of the specialist's.
 */
export async function measureDesk(
  desk: string,
  specialist: TicketSpecialist,
  model: LargerModel,
  rows: readonly LabelledTicket[],
  { most = rows.length, note = () => {} }: { most?: number; note?: NoteUsage } = {},
): Promise<StepGain> {
  const triaged = await specialist.triage(rows.map(({ text }) => text));
  const doubtful = rows.flatMap((row, index) => {
    const said = triaged[index];
    return said && !said.label.accepted ? [{ row, said: said.label }] : [];
  });
  const asked: Asked[] = [];
  for (const [index, { row, said }] of doubtful.slice(0, most).entries()) {
    const candidates = [said, ...said.alternatives].map(({ label, confidence }) => ({ label, confidence }));
    const answer = await model.askLabel?.({ text: row.text, labels: [...specialist.labels], candidates, note });
    const after = answer?.label ?? said.label;
    asked.push({
      group: `${index}`,
      before: said.label === row.label,
      after: after === row.label,
      agreed: answer?.label === said.label,
    });
  }
  return stepGainOf({ desk, field: TICKET_FIELD, model, beside: specialist.producer }, asked);
}
