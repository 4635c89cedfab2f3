import { z } from 'zod';

/** What `npm start` writes for this machine's commands (mode 0600): `DOCKET_SERVICE_FILE`, else `<data>/service.json`. */
export const serviceFile = z.looseObject({
  url: z.url(),
  key: z.string(),
  databaseUrl: z.string().optional(),
  blobs: z.string().optional(),
});
export type ServiceFile = z.infer<typeof serviceFile>;
