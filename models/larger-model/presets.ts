import { DocketError } from '../../schemas/errors.ts';

/** What has to be known of a model to ask it well. */
export interface ModelPreset {
  /** As it is called in `DOCKET_LLM_PRESET`. */
  name: string;
  /** Tokens that question and answer share. */
  contextTokens: number;
  /** Whether its chat template knows a system message; where not, its words begin the first message of the user. */
  systemRole: boolean;
  /** Names under which servers offer it. */
  names: RegExp;
}

/** Context lengths and templates as the models' own cards state them. */
export const modelPresets: readonly ModelPreset[] = [
  { name: 'phi-3-mini', contextTokens: 4096, systemRole: true, names: /phi-?3(\.5)?-?mini/i },
  { name: 'gemma-3-270m', contextTokens: 32_768, systemRole: false, names: /gemma-?3?[-:]270m/i },
  { name: 'gemma-2b', contextTokens: 8192, systemRole: false, names: /gemma-?(1\.1|2)?[-:]2b/i },
  { name: 'gemma-3-4b', contextTokens: 131_072, systemRole: false, names: /gemma-?3?[-:]4b/i },
  { name: 'gemma-2-9b', contextTokens: 8192, systemRole: false, names: /gemma-?2?[-:]9b/i },
  { name: 'gemma-2-27b', contextTokens: 8192, systemRole: false, names: /gemma-?2?[-:]27b/i },
  { name: 'gemma-3-27b', contextTokens: 131_072, systemRole: false, names: /gemma-?3[-:]27b/i },
  {
    name: 'mistral-7b',
    contextTokens: 32_768,
    systemRole: false,
    names: /mistral(-7b)?(-instruct)?([-:]v?0?\.?[123]|:7b|$)/i,
  },
];

/** Nothing is known of the model: a context that every current one has. */
export const unknownModel: ModelPreset = { name: 'unknown', contextTokens: 8192, systemRole: true, names: /$^/ };

/** @throws DocketError `config.invalid` for a name that no preset has. */
function requirePreset(preset: string): ModelPreset {
  const named = modelPresets.find(({ name }) => name === preset);
  if (named) return named;
  const names = modelPresets.map(({ name }) => name).join(', ');
  throw new DocketError('config.invalid', `DOCKET_LLM_PRESET: there is no preset "${preset}"; there are ${names}`);
}

/** The preset of this name, else of a model that a server offers under this name; the last that fits is the newest. */
export function presetOf(model: string, preset?: string): ModelPreset {
  if (preset !== undefined) return requirePreset(preset);
  return modelPresets.findLast(({ names }) => names.test(model)) ?? unknownModel;
}
