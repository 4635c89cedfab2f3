import { Grounding } from '../../models/grounding/grounding.ts';
import type { LargerModel, NoteUsage } from '../../models/larger-model/port.ts';
import { fieldsQuestion, labelQuestion, type Question } from '../../models/larger-model/questions.ts';
import type { DocumentFields } from '../../schemas/document.ts';
import type { Producer } from '../../schemas/evidence.ts';
import type { AnswerShape, LanguageModel } from '../zero-shot/language-model.ts';

/** As the service believes a language model that it knows nothing of. */
const CONFIDENCE = 0.8;
/** Characters of a document that are shown: with them, a question fits the context. */
const ROOM = 3500;
/** No label is longer. */
const LABEL_TOKENS = 48;
const TOKENS_A_FIELD = 24;

type Ask = (message: string, shape: AnswerShape, most: number) => Promise<{ text: string } & Tokens>;
type Tokens = { promptTokens: number; answerTokens: number };

/** A language model in this process behind the port of larger models: the service's questions, its grounding, its confidence. */
export function smallLanguageModel(model: LanguageModel): LargerModel {
  const producer: Producer = { name: model.file.name, version: 'in-process', sha256: model.file.sha256 };
  const askers = new Map<string, Promise<Ask>>();
  const ask = async <Answer>(question: Question<Answer>, shape: AnswerShape, most: number, note?: NoteUsage) => {
    const began = performance.now();
    const asker = askers.get(question.system) ?? model.answerer(question.system);
    askers.set(question.system, asker);
    const { text, promptTokens, answerTokens } = await (await asker)(question.user, shape, most);
    note?.({ promptTokens, answerTokens, ms: Math.round(performance.now() - began), cached: false });
    try {
      const parsed = question.answer.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      // An answer that is cut off says nothing.
      return null;
    }
  };
  return {
    step: 'llm',
    producer,
    async ask(request) {
      const properties = Object.fromEntries(
        request.fields.map((field) => [field, { type: ['string', 'null'] as const }]),
      );
      const most = TOKENS_A_FIELD * request.fields.length;
      const claims = await ask(fieldsQuestion(request, ROOM), { type: 'object', properties }, most, request.note);
      const grounding = new Grounding(request.pages);
      const answer: DocumentFields = {};
      for (const field of request.fields) {
        const claim = claims?.[field];
        const found = claim == null ? null : grounding.find(field, claim);
        if (!found) continue;
        const { value, page, box } = found;
        answer[field] = { value, confidence: CONFIDENCE, accepted: false, source: 'llm', page, box, by: producer };
      }
      return answer;
    },
    async askLabel(request) {
      const shape: AnswerShape = { type: 'object', properties: { label: { enum: [...request.labels, null] } } };
      const said = await ask(labelQuestion(request), shape, LABEL_TOKENS, request.note);
      return said?.label == null ? null : { label: said.label, confidence: CONFIDENCE };
    },
  };
}
