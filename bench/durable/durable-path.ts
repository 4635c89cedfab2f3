import type { Part } from '../part.ts';
import { invoices } from './documents.ts';
import { histories } from './histories.ts';
import { openStage } from './stage.ts';
import { manyTickets, singleTickets } from './tickets.ts';

/** Cases through the running service, beside their inference alone and beside workflows that do nothing on the same server. */
export const durablePath: Part = {
  name: 'durable',
  async *sections(context) {
    const stage = await openStage();
    try {
      yield await singleTickets(context, stage);
      yield* await manyTickets(context, stage);
      if (context.models.hasDocuments) yield* await invoices(context, stage);
      yield await histories(context, stage);
    } finally {
      await stage.close();
    }
  },
};
