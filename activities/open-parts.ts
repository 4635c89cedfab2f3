import type { OpenedPart, OpenPartsRequest } from '../schemas/activities.ts';
import { createCase } from '../store/cases.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** A case for each further document of a file, under ids that a second try gives again: `<id>-2`, `<id>-3` … */
export const openParts =
  ({ db }: ActivityDependencies) =>
  async (request: OpenPartsRequest): Promise<OpenedPart[]> => {
    const { caseId: parentId, parts } = request;
    const opened: OpenedPart[] = [];
    for (let part = 2; part <= parts; part += 1) {
      const caseId = `${parentId}-${part}`;
      const arrival = { ...request.arrival, part, parentId };
      await createCase(db, { id: caseId, arrival, actor: WORKER_ACTOR });
      opened.push({ caseId, arrival });
    }
    return opened;
  };
