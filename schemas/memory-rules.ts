/** What a document can be found to be in the light of earlier ones, and of orders. */
export const memoryRules = [
  'memory.same-file',
  'memory.same-number',
  'memory.similar',
  'memory.same-pages',
  'memory.bank-changed',
  'memory.amount-unusual',
  'order.unknown',
  'order.supplier',
  'order.amount',
  'order.matched',
] as const;
export type MemoryRule = (typeof memoryRules)[number];

/** Rules that send a document to a person where the operator says nothing else; the others only warn. */
export const defaultBlockingRules: readonly MemoryRule[] = [
  'memory.same-file',
  'memory.same-number',
  'memory.same-pages',
  'memory.bank-changed',
  'order.supplier',
  'order.amount',
];

export const isMemoryRule = (rule: string): rule is MemoryRule => memoryRules.some((known) => known === rule);
