import { sumVotes } from '../checks/document/sum-votes.ts';
import { jointConfidence } from '../models/joint-confidence.ts';
import type { Extraction } from '../schemas/document.ts';
import type { Evidence, EvidenceSource } from '../schemas/evidence.ts';
import type { JointStamp } from '../schemas/joint-calibration.ts';
import type { Page } from '../schemas/words.ts';

/**
 * Sources whose confidence the joint calibrator was learnt on. A teacher's comes from its own card, whose bounds speak of it
 * as it is; a language model states none.
 */
const CALIBRATED: readonly EvidenceSource[] = ['specialist', 'rule'];

/** Gives every value that the specialist found its joint confidence: with its sums, and how its page was read. Pure. */
export function weighEvidence(extraction: Extraction, pages: readonly Page[], joint: JointStamp): Extraction {
  const votes = sumVotes(extraction);
  const weighed = <T extends Partial<Record<string, Evidence>>>(values: T, pathOf: (name: string) => string): T => {
    const entries = Object.entries(values).map(([name, evidence]) => {
      if (!evidence || evidence.value === null || !CALIBRATED.includes(evidence.source)) return [name, evidence];
      const path = pathOf(name);
      const recognised = evidence.page !== null && pages[evidence.page]?.source === 'ocr';
      const confidence = jointConfidence(joint, path, evidence.confidence, {
        vote: votes.get(path) ?? null,
        recognised,
      });
      return [name, { ...evidence, confidence }];
    });
    return Object.fromEntries(entries) as T;
  };
  return {
    fields: weighed(extraction.fields, (name) => name),
    lines: extraction.lines.map((line, index) => weighed(line, (name) => `lines.${index}.${name}`)),
    taxes: extraction.taxes.map((tax, index) => weighed(tax, (name) => `taxes.${index}.${name}`)),
  };
}
