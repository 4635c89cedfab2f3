import type { ActivityDependencies } from '../activities/dependencies.ts';
import { openOpenAiModel } from '../models/larger-model/openai.ts';
import type { Config } from '../schemas/config.ts';

/** The steps that the worker asks itself, where they are configured. The teacher answers behind its queue. */
export function openLargerModels(config: Config): ActivityDependencies['larger'] {
  const { DOCKET_LLM_BASE_URL: baseUrl, DOCKET_LLM_MODEL: model, DOCKET_LLM_API_KEY: apiKey } = config;
  if (baseUrl === undefined || model === undefined) return {};
  const key = apiKey === undefined ? {} : { apiKey };
  return { llm: openOpenAiModel({ baseUrl, model, timeoutMs: config.DOCKET_LLM_TIMEOUT_MS, ...key }) };
}
