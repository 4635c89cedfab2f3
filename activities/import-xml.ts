import { exactExtraction } from '../reading/exact-extraction.ts';
import type { ImportXmlRequest } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { putJson } from '../store/blobs/json.ts';
import { storedPart } from '../store/stored-reading.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** The exact data of an e-invoice as an extraction. */
export const importXml =
  ({ blobs }: ActivityDependencies) =>
  async (request: ImportXmlRequest): Promise<BlobRef> => {
    const { part } = await storedPart(blobs, request);
    if (!part.eInvoice) throw new DocketError('internal.unexpected', `Part ${request.part} has no e-invoice data`);
    return await putJson(
      blobs,
      exactExtraction(part.eInvoice, part.file?.blob.sha256 ?? request.file, part.comparison),
    );
  };
