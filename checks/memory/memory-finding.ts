import type { Finding } from '../../schemas/finding.ts';
import { defaultBlockingRules, type MemoryRule } from '../../schemas/memory-rules.ts';

/** A finding before policy says how grave it is. `good`: nothing is wrong. */
export interface MemoryFinding {
  rule: MemoryRule;
  message: string;
  /** Values it puts in doubt: larger models are asked for these again, a person sees them marked. */
  fields: string[];
  good?: boolean;
}

/** Policy: a rule that blocks is an error, any other a warning. */
export function graded(
  { rule, message, fields, good }: MemoryFinding,
  blocking: readonly MemoryRule[] = defaultBlockingRules,
): Finding {
  const severity = good ? 'info' : blocking.includes(rule) ? 'error' : 'warning';
  return { rule, severity, message, fields };
}
