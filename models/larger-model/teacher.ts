import type { DocumentFields } from '../../schemas/document.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type DocumentSpecialist, openDocumentSpecialist } from '../document-specialist.ts';
import type { Registry } from '../registry.ts';
import type { SessionPool } from '../session-pool.ts';
import type { LargerModel } from './port.ts';

/** The larger document model that runs on this machine. Its values are decoded from words, so they are grounded. */
export function teacherOf(specialist: DocumentSpecialist): LargerModel {
  return {
    step: 'teacher',
    producer: specialist.producer,
    async ask({ pages, fields }) {
      if (!pages.some((page) => page.words.some((word) => word.text.trim() !== ''))) return {};
      const inference = await specialist.extract(pages, { fields });
      const answer: DocumentFields = {};
      for (const field of fields) {
        const evidence = inference.fields[field];
        if (!evidence) continue;
        const source = evidence.source === 'specialist' ? 'teacher' : evidence.source;
        answer[field] = { ...evidence, source, accepted: false };
      }
      return answer;
    },
  };
}

/** Opens the teacher package; null where none is installed. @throws DocketError `model.invalid`. */
export async function openTeacher(
  registry: Registry,
  sessions: SessionPool,
  name = 'invoice-teacher',
  version?: string,
): Promise<LargerModel | null> {
  try {
    return teacherOf(await openDocumentSpecialist(registry, sessions, name, version));
  } catch (error) {
    if (error instanceof DocketError && error.code === 'model.unknown') return null;
    throw error;
  }
}
