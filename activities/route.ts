import { routeDocument } from '../models/route-document.ts';
import type { PartRequest, RouteAnswer } from '../schemas/activities.ts';
import { storedPart } from '../store/stored-reading.ts';
import { type ActivityDependencies, DOCUMENT_SPECIALIST } from './dependencies.ts';

/** Kind, language and scope by what is on the page, and which specialist reads it. */
export const route =
  ({ blobs }: ActivityDependencies) =>
  async (request: PartRequest): Promise<RouteAnswer> => {
    const { part } = await storedPart(blobs, request);
    return { routing: routeDocument(part), specialist: part.eInvoice ? null : DOCUMENT_SPECIALIST };
  };
