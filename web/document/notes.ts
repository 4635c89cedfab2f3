import type { DocumentResult, Reason } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Slots } from './slots.ts';

/** What reasons and findings say, told beside the field in doubt where each speaks of one; the others on their own. */
export interface Notes {
  byField: ReadonlyMap<string, readonly string[]>;
  reasons: readonly Reason[];
  findings: readonly Finding[];
}

export function notesOf(result: DocumentResult, slots: Slots): Notes {
  const byField = new Map<string, string[]>();
  const isTold = (fields: readonly string[], message: string): boolean => {
    const doubtful = fields.filter((path) => !path.includes('.') && slots.get(path)?.doubtful === true);
    for (const path of doubtful) {
      const told = byField.get(path) ?? [];
      if (!told.includes(message)) byField.set(path, [...told, message]);
    }
    return doubtful.length > 0;
  };
  const reasons = result.reasons.filter(({ field, message }) => field === undefined || !isTold([field], message));
  const findings = result.findings.filter(({ fields, message }) => !isTold(fields, message));
  return { byField, reasons, findings };
}
