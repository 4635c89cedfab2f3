import { z } from 'zod';

/** Ids are ULIDs in lower case, `-2`, `-3` … behind for the further documents of a file. */
export const caseParams = z.object({ id: z.string().regex(/^[\w-]{1,80}$/, 'expected the id of a case') });
