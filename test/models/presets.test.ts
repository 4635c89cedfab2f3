import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { presetOf } from '../../models/larger-model/presets.ts';

describe('how a model is asked', () => {
  const byName: [string, string][] = [
    ['microsoft/Phi-3-mini-4k-instruct', 'phi-3-mini'],
    ['phi3-mini', 'phi-3-mini'],
    ['gemma3:270m', 'gemma-3-270m'],
    ['google/gemma-2-2b-it', 'gemma-2b'],
    ['gemma:2b', 'gemma-2b'],
    ['gemma3:4b', 'gemma-3-4b'],
    ['google/gemma-2-9b-it', 'gemma-2-9b'],
    ['google/gemma-2-27b-it', 'gemma-2-27b'],
    ['google/gemma-3-27b-it', 'gemma-3-27b'],
    ['mistralai/Mistral-7B-Instruct-v0.3', 'mistral-7b'],
    ['mistral', 'mistral-7b'],
    ['mistral:7b', 'mistral-7b'],
    ['gpt-oss', 'unknown'],
  ];
  for (const [model, name] of byName) it(`knows ${model} as ${name}`, () => assert.equal(presetOf(model).name, name));

  it('is what the setting says, whatever the model is called', () => {
    assert.equal(presetOf('our-own-name', 'gemma-2-9b').systemRole, false);
    assert.throws(() => presetOf('our-own-name', 'gemma-9'), { code: 'config.invalid', message: /gemma-2-9b/ });
  });
});
