import { dirname, join } from 'node:path';
import { readCard } from './read-package.ts';
import type { ProviderName } from './session-messages.ts';

/** The network of `model.onnx` in float16, made by `docket-train fp16`; the card lists it, so it was verified. */
const FP16_FILE = 'model.fp16.onnx';

/**
 * The file that a provider runs in place of `modelPath`: on a GPU the package's float16 network, where it has one. Without it
 * a GPU multiplies the int8 weights out and computes in float32. Who vouches for an answer stays the package.
 */
export function fp16Variant(modelPath: string, provider: ProviderName): string {
  if (provider === 'cpu') return modelPath;
  const folder = dirname(modelPath);
  return Object.hasOwn(readCard(folder).files, FP16_FILE) ? join(folder, FP16_FILE) : modelPath;
}
