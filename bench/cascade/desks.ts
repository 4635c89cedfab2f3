import { mergeLabel } from '../../models/larger-model/merge-label.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import type { TicketSpecialist } from '../../models/ticket-specialist.ts';
import type { Triage } from '../../schemas/ticket.ts';
import type { Desk, Row } from '../zero-shot/desks.ts';
import { type StrataSizes, stratified } from './strata.ts';
import type { Unit } from './units.ts';

export interface Triaged {
  row: Row;
  id: string;
  said: Triage;
}

/** What the specialist says of all validation rows. */
export async function triageDesk(desk: Desk, specialist: TicketSpecialist): Promise<Triaged[]> {
  const said = await specialist.triage(desk.rows.map(({ text }) => text));
  return desk.rows.flatMap((row, index) => {
    const triage = said[index];
    return triage ? [{ row, id: row.id, said: triage }] : [];
  });
}

/** Asks a larger model about a sample and holds its labels beside the specialist's. */
export async function unitsOfDesk(
  triaged: readonly Triaged[],
  labels: readonly string[],
  model: LargerModel,
  sizes: StrataSizes,
  seed: number,
): Promise<Unit[]> {
  const units: Unit[] = [];
  const sample = stratified(triaged, ({ said }) => !said.label.accepted, sizes, seed);
  for (const { row, weight, doubtful } of sample) {
    const { text, label: truth } = row.row;
    const { label: said } = row.said;
    const candidates = [said, ...said.alternatives].map(({ label, confidence }) => ({ label, confidence }));
    let tokens = 0;
    const began = performance.now();
    const answer = await model.askLabel?.({
      text,
      labels: [...labels],
      candidates,
      note: ({ promptTokens, answerTokens }) => {
        tokens += promptTokens + answerTokens;
      },
    });
    const ms = performance.now() - began;
    const { said: relation } = mergeLabel(said, answer ?? null, model.producer, {
      measured: undefined,
      bound: undefined,
    });
    const replaced = (answer?.label ?? said.label) === truth;
    units.push({
      id: row.id,
      group: row.id,
      weight,
      confidence: said.confidence,
      doubtful,
      before: said.label === truth,
      replaced,
      merged: replaced,
      agreed: relation === 'agreed',
      ms,
      tokens,
    });
  }
  return units;
}
