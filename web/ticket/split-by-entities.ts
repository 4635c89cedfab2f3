import type { Entity } from '../../schemas/ticket.ts';

export interface TextPiece {
  start: number;
  text: string;
  entity: Entity | null;
}

/** The text cut at its entities; of two that overlap the earlier one counts. */
export function splitByEntities(text: string, entities: readonly Entity[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const entity of entities.toSorted((one, other) => one.start - other.start)) {
    if (entity.start < at || entity.end > text.length) continue;
    if (entity.start > at) pieces.push({ start: at, text: text.slice(at, entity.start), entity: null });
    pieces.push({ start: entity.start, text: text.slice(entity.start, entity.end), entity });
    at = entity.end;
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at), entity: null });
  return pieces;
}
