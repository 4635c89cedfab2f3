import type { OpenedPart, OpenPartsRequest } from '../schemas/activities.ts';
import type { DocumentArrival } from '../schemas/case.ts';
import { type ReadPart, reading } from '../schemas/reading.ts';
import { getJson } from '../store/blobs/json.ts';
import { createCase } from '../store/cases.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** A case for each further document of a file, under ids that a second try gives again: `<id>-2`, `<id>-3` … */
export const openParts =
  ({ db, blobs }: Pick<ActivityDependencies, 'db' | 'blobs'>) =>
  async (request: OpenPartsRequest): Promise<OpenedPart[]> => {
    const { caseId: parentId } = request;
    const { parts } = await getJson(blobs, request.reading, reading);
    const opened: OpenedPart[] = [];
    for (const one of parts) {
      if (one.part === 1) continue;
      const caseId = `${parentId}-${one.part}`;
      const arrival = { ...request.arrival, ...ownFile(one), part: one.part, parentId };
      await createCase(db, { id: caseId, arrival, actor: WORKER_ACTOR });
      opened.push({ caseId, arrival });
    }
    return opened;
  };

/** The attachment or archive entry that a part is; empty where parts share the file that was sent. */
function ownFile({ file }: ReadPart): Partial<Pick<DocumentArrival, 'fileName' | 'blob'>> {
  return file ? { fileName: file.path.split('/').at(-1) ?? file.path, blob: file.blob } : {};
}
