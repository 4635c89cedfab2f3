import type { DocumentFields } from '../schemas/document.ts';
import type { Evidence } from '../schemas/evidence.ts';

/** What a teacher behind the queue found, as evidence of the teacher's: whether it holds is decided with the rest. */
export function teacherAnswer(fields: DocumentFields): DocumentFields {
  return Object.fromEntries(
    Object.entries<Evidence>(fields).map(([name, evidence]) => [
      name,
      { ...evidence, accepted: false, source: evidence.source === 'specialist' ? 'teacher' : evidence.source },
    ]),
  );
}
