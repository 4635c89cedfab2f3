import type { ChatSettings } from './chat.ts';
import { type HttpSettings, openHttpTransport } from './http-transport.ts';
import { openLanguageModel } from './language-model.ts';
import type { LargerModel } from './port.ts';

/** A larger model behind an OpenAI-compatible server. */
export const openOpenAiModel = (settings: HttpSettings & ChatSettings): LargerModel =>
  openLanguageModel(openHttpTransport(settings), settings);
