import type { DocumentFields, DocumentKind } from '../../schemas/document.ts';
import type { Producer } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { ModelUsage } from '../../schemas/model-usage.ts';
import type { LabelScore } from '../../schemas/ticket.ts';
import type { Page } from '../../schemas/words.ts';

export type NoteUsage = (usage: ModelUsage) => void;

export interface FieldsRequest {
  pages: Page[];
  kind: DocumentKind;
  language: string | null;
  /** The fields in doubt; nothing else is asked. */
  fields: FieldName[];
  /** What is known so far. */
  current: DocumentFields;
  /** Told what each call cost, those that failed included. */
  note?: NoteUsage;
}

export interface LabelRequest {
  text: string;
  labels: string[];
  /** What the specialist thought, likeliest first. */
  candidates: LabelScore[];
  note?: NoteUsage;
}

/** A step above the specialist. `test/models/larger-model-conformance.ts` says what every adapter holds to. */
export interface LargerModel {
  step: 'teacher' | 'llm';
  producer: Producer;
  /**
   * Evidence for those of the asked fields that it finds. Every value is grounded: some span of the pages' words
   * normalises to it, and its boxes are that span's. `accepted` is false: whether it holds is decided elsewhere.
   * @throws DocketError `llm.refused` without a usable answer, `llm.unavailable`, `model.failed`.
   */
  ask(request: FieldsRequest): Promise<DocumentFields>;
  /** One of the labels, or null where none fits. */
  askLabel?(request: LabelRequest): Promise<LabelScore | null>;
  /** Gives back what it holds: memory, processes. */
  close?(): Promise<void>;
}
