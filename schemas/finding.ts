import { z } from 'zod';

/** One result of a check: which rule, how grave, what is wrong and where. `fields` names the values it puts in doubt. */
export const finding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  fields: z.array(z.string()).default([]),
  where: z.string().optional(),
});
export type Finding = z.infer<typeof finding>;
