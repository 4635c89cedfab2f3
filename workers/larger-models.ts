import type { ActivityDependencies } from '../activities/dependencies.ts';
import type { AnswerCache } from '../models/larger-model/answer-cache.ts';
import { openGgufModel } from '../models/larger-model/gguf/open-gguf-model.ts';
import { openOpenAiModel } from '../models/larger-model/openai.ts';
import { presetOf } from '../models/larger-model/presets.ts';
import type { Config } from '../schemas/config.ts';
import type { ModelBudget } from '../schemas/model-usage.ts';

/**
 * The steps that the worker asks itself, where they are configured. The teacher answers behind its queue.
 * @throws DocketError `config.invalid`
 */
export async function openLargerModels(config: Config, cache: AnswerCache): Promise<ActivityDependencies['larger']> {
  const { DOCKET_LLM_BASE_URL: baseUrl, DOCKET_LLM_MODEL: model, DOCKET_LLM_API_KEY: apiKey } = config;
  const { DOCKET_LLM_GGUF: path, DOCKET_LLM_PRESET: named } = config;
  const chat = { cache, timeoutMs: config.DOCKET_LLM_TIMEOUT_MS };
  if (path !== undefined) {
    const preset = named === undefined ? {} : { preset: presetOf(path, named) };
    return { llm: await openGgufModel({ ...chat, ...preset, path, threads: config.DOCKET_LLM_THREADS }) };
  }
  if (baseUrl === undefined || model === undefined) return {};
  const key = apiKey === undefined ? {} : { apiKey };
  return { llm: openOpenAiModel({ ...chat, ...key, baseUrl, model, preset: presetOf(model, named) }) };
}

export const budgetOf = (config: Config): ModelBudget => ({
  caseTokens: config.DOCKET_LLM_CASE_TOKENS,
  caseMs: config.DOCKET_LLM_CASE_MS,
  deskDayTokens: config.DOCKET_LLM_DESK_DAY_TOKENS ?? null,
  dayTokens: config.DOCKET_LLM_DAY_TOKENS ?? null,
  dayCost: config.DOCKET_LLM_DAY_COST ?? null,
  promptPrice: config.DOCKET_LLM_PROMPT_PRICE,
  answerPrice: config.DOCKET_LLM_ANSWER_PRICE,
});
