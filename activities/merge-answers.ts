import { mergeEvidence } from '../models/larger-model/merge.ts';
import { calibratedBeside, mergeTeacher } from '../models/larger-model/merge-teacher.ts';
import { sameValue } from '../models/larger-model/same-value.ts';
import type { DocumentFields } from '../schemas/document.ts';
import type { FieldName } from '../schemas/fields.ts';
import type { DocumentModel } from './dependencies.ts';

/** `teacher`: the document model that answered; absent for a language model. */
export interface LargerAnswer {
  fields: readonly FieldName[];
  answer: DocumentFields;
  teacher?: DocumentModel | undefined;
  /** Fields where its agreement with the specialist was measured to keep the bound. */
  vouched?: readonly FieldName[];
}

/** What all models say of the header fields together. */
export interface MergedFields {
  fields: DocumentFields;
  /** Fields of which two models said different values: they are for a person, whatever their confidence. */
  disputed: ReadonlySet<FieldName>;
  /** Fields of which two models said the same value, whose agreement was measured to keep the bound. */
  vouched: ReadonlySet<FieldName>;
}

/** Takes the answers in the order they were given. Pure. */
export function mergeAnswers(
  said: DocumentFields,
  answers: readonly LargerAnswer[],
  specialist: DocumentModel | null,
): MergedFields {
  const merged = { ...said };
  const disputed = new Set<FieldName>();
  const vouched = new Set<FieldName>();
  for (const { fields, answer, teacher, vouched: measured = [] } of answers) {
    const calibration = teacher && specialist ? calibratedBeside(teacher.escalation, specialist.producer) : null;
    for (const field of fields) {
      const [known, other] = [merged[field]?.value, answer[field]?.value];
      if (known != null && other != null) {
        if (!sameValue(known, other)) disputed.add(field);
        else if (measured.includes(field)) vouched.add(field);
      }
      const evidence = teacher
        ? mergeTeacher(merged[field], answer[field], calibration)
        : mergeEvidence(merged[field], answer[field]);
      if (evidence) merged[field] = evidence;
      else delete merged[field];
    }
  }
  return { fields: merged, disputed, vouched };
}
