import { problemDetails } from './plugins/problems.ts';

/** Every route may answer with a problem; its `code` says which. */
export const problemResponses = { '4xx': problemDetails, '5xx': problemDetails } as const;
