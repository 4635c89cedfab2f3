import type { Part } from '../part.ts';
import { documentPeers } from './documents.ts';
import { scanPeers } from './scans.ts';
import { ticketPeers } from './tickets.ts';

/** What one could take in Docket's place, on the same held-out data: each where it is installed, else how it gets here. */
export const peers: Part = {
  name: 'peers',
  async *sections(context) {
    for (const measured of [await ticketPeers(context), ...(await documentPeers(context)), await scanPeers(context)])
      if (typeof measured === 'string') console.log(`\n${measured}`);
      else yield measured;
  },
};
