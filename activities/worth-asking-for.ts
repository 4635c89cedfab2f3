import { whyNotAsked } from '../models/larger-model/worth-asking.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { FieldName } from '../schemas/fields.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import type { StepAnswer } from '../schemas/step-answer.ts';
import type { LadderStep } from '../schemas/workflows.ts';
import { type ActivityDependencies, DOCUMENT_SPECIALIST } from './dependencies.ts';

/** The fields in doubt that a step is asked for, and why it is not for the others. */
export function worthAskingFor(
  { gains, models }: Pick<ActivityDependencies, 'gains' | 'models'>,
  step: LadderStep,
  model: Producer,
  fields: readonly FieldName[],
): { asked: FieldName[]; skipped: StepAnswer['skipped'] } {
  const measured = gains();
  const of = { desk: DOCUMENTS, step, model, beside: models.document(DOCUMENT_SPECIALIST).producer };
  const skipped = fields.flatMap((field) => {
    const why = whyNotAsked(measured, of, field);
    return why === null ? [] : [{ field, by: model, why }];
  });
  return { asked: fields.filter((field) => !skipped.some((one) => one.field === field)), skipped };
}
