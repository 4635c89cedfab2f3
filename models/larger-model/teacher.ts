import type { DocumentFields } from '../../schemas/document.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { type DocumentSpecialist, openDocumentSpecialist } from '../document-specialist.ts';
import type { Registry } from '../registry.ts';
import type { SessionPool } from '../session-pool.ts';
import type { LargerModel } from './port.ts';

/** A larger model with a card: its bounds, and how far it is believed beside the specialist. */
export type Teacher = LargerModel & Pick<DocumentSpecialist, 'thresholds' | 'escalation'>;

/** What a document model found, as evidence of a teacher's: whether it holds is decided with the rest. */
export function asTeacher(fields: DocumentFields): DocumentFields {
  return Object.fromEntries(
    Object.entries<Evidence>(fields).map(([name, evidence]) => [
      name,
      { ...evidence, accepted: false, source: evidence.source === 'specialist' ? 'teacher' : evidence.source },
    ]),
  );
}

/** The larger document model that runs on this machine. Its values are decoded from words, so they are grounded. */
export function teacherOf(specialist: DocumentSpecialist): Teacher {
  const { producer, thresholds, escalation } = specialist;
  return {
    step: 'teacher',
    producer,
    thresholds,
    escalation,
    async ask({ pages, fields }) {
      if (!pages.some((page) => page.words.some((word) => word.text.trim() !== ''))) return {};
      return asTeacher((await specialist.extract(pages, { fields })).fields);
    },
  };
}

/** Opens the teacher package; null where none is installed. @throws DocketError `model.invalid`. */
export async function openTeacher(
  registry: Registry,
  sessions: SessionPool,
  name = 'invoice-teacher',
  version?: string,
): Promise<Teacher | null> {
  try {
    return teacherOf(await openDocumentSpecialist(registry, sessions, name, version));
  } catch (error) {
    if (error instanceof DocketError && error.code === 'model.unknown') return null;
    throw error;
  }
}
