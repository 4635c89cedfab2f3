import type { Entity } from '../../schemas/ticket.ts';

const overlap = (one: Entity, other: Entity) => one.start < other.end && other.start < one.end;
const holdsMore = (one: Entity, other: Entity) =>
  one.start <= other.start && one.end >= other.end && one.end - one.start > other.end - other.start;

/**
 * Entities of written rules and of the specialist as one list without overlaps, in reading order. A rule decides the
 * words it matches, unless the specialist is sure of another kind that takes in those words and more.
 */
export function mergeEntities(byRule: readonly Entity[], bySpecialist: readonly Entity[]): Entity[] {
  const outweighed = (rule: Entity) =>
    bySpecialist.some((found) => found.accepted === true && found.kind !== rule.kind && holdsMore(found, rule));
  const rules = byRule.filter((rule) => !outweighed(rule));
  const others = bySpecialist.filter((found) => !rules.some((rule) => overlap(rule, found)));
  return [...rules, ...others].sort((a, b) => a.start - b.start);
}
