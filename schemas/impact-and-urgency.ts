import { z } from 'zod';

/** What the priority of a ticket follows from (docs/priority-policy.md). */
export const impact = z.enum(['one-person', 'team', 'organisation']);
export const urgency = z.enum(['low', 'normal', 'high']);
export type Impact = z.infer<typeof impact>;
export type Urgency = z.infer<typeof urgency>;
