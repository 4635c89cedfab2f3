import type { EvidenceSource } from '../../schemas/evidence.ts';

export const sourceWords: Record<EvidenceSource, string> = {
  xml: 'Read exactly from the e-invoice',
  text: 'From the text of the page',
  ocr: 'From optical recognition',
  rule: 'Derived by a rule',
  specialist: 'Read by the specialist model',
  teacher: 'Read by the teacher model',
  llm: 'Answered by the larger model, found on the page',
  human: 'Entered by a person',
};
