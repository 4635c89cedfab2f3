import type { DocumentResult, Reason } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Slots } from './slots.ts';

/** What reasons and findings say: beside the field in doubt where each speaks of one, else on their own. */
export interface Notes {
  byField: ReadonlyMap<string, readonly string[]>;
  reasons: readonly Reason[];
  findings: readonly Finding[];
  /** Checks that closed. */
  passed: readonly Finding[];
}

/** These say only what the field's own marks show. */
const shownByMarks = new Set(['field.doubtful', 'field.missing']);

export function notesOf(result: DocumentResult, slots: Slots): Notes {
  const byField = new Map<string, string[]>();
  const isTold = (fields: readonly string[], code: string, message: string): boolean => {
    const doubtful = fields.filter((path) => !path.includes('.') && slots.get(path)?.doubtful === true);
    for (const path of shownByMarks.has(code) ? [] : doubtful) {
      const told = byField.get(path) ?? [];
      if (!told.includes(message)) byField.set(path, [...told, message]);
    }
    return doubtful.length > 0;
  };
  const passed = result.findings.filter(({ severity }) => severity === 'info');
  const failed = result.findings.filter(({ severity }) => severity !== 'info');
  const findings = failed.filter(({ rule, message, fields }) => !isTold(fields, rule, message));
  const known = new Set(failed.map(({ message }) => message));
  const reasons = result.reasons.filter(
    ({ code, field, message }) => !known.has(message) && (field === undefined || !isTold([field], code, message)),
  );
  return { byField, reasons, findings, passed };
}
