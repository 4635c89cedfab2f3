import type { DocumentFields } from '../../schemas/document.ts';
import { Grounding } from '../grounding/grounding.ts';
import { Chat, type ChatSettings } from './chat.ts';
import type { LargerModel } from './port.ts';
import { fieldsQuestion, labelQuestion } from './questions.ts';
import type { ChatTransport } from './transport.ts';

/**
 * A language model states no calibrated probability. A grounded answer counts as a witness that is right four times in
 * five: enough to settle a doubt where it agrees, never enough to accept a value by itself.
 */
const GROUNDED_CONFIDENCE = 0.8;

/** A language model as a larger model. Its values are kept only where the document's words hold them. */
export function openLanguageModel(transport: ChatTransport, settings: ChatSettings): LargerModel {
  const chat = new Chat(transport, settings);
  const { producer } = transport;
  return {
    step: 'llm',
    producer,
    async ask(request) {
      const hasWords = request.pages.some((page) => page.words.some((word) => word.text.trim() !== ''));
      if (!hasWords || request.fields.length === 0) return {};
      const claims = await chat.ask(fieldsQuestion(request, await chat.room()), request.note);
      const grounding = new Grounding(request.pages);
      const answer: DocumentFields = {};
      for (const field of request.fields) {
        const claim = claims[field];
        const found = claim == null ? null : grounding.find(field, claim);
        if (!found) continue;
        answer[field] = {
          value: found.value,
          confidence: GROUNDED_CONFIDENCE,
          accepted: false,
          source: 'llm',
          page: found.page,
          box: found.box,
          by: producer,
          ...(found.places.length > 1 ? { places: found.places } : {}),
        };
      }
      return answer;
    },
    async askLabel(request) {
      const { label } = await chat.ask(labelQuestion(request), request.note);
      return label === null ? null : { label, confidence: GROUNDED_CONFIDENCE };
    },
  };
}
