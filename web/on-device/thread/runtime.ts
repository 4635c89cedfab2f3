import type * as Ort from 'onnxruntime-web/wasm';
import { graphicsRuntime, processorRuntime, type RuntimeFile } from './engine-files.ts';

/** More threads than this bring a model of this size nothing. */
const MOST_THREADS = 4;

/** Runs models on this device. */
export interface Runtime {
  file: RuntimeFile;
  /** Whether it can try the graphics card. */
  graphics: boolean;
  load(): Promise<typeof Ort>;
}

/** Threads share memory, which a browser allows only to a page that it isolated from all others. */
export const inferenceThreads = (): number =>
  globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;

/** With WebGPU where this browser has an adapter and can wait for it; else for the processor alone. */
export async function chooseRuntime(): Promise<Runtime> {
  return (await hasGraphics())
    ? { file: graphicsRuntime, graphics: true, load: () => import('onnxruntime-web/jspi') }
    : { file: processorRuntime, graphics: false, load: () => import('onnxruntime-web/wasm') };
}

interface Graphics {
  requestAdapter(): Promise<object | null>;
}

async function hasGraphics(): Promise<boolean> {
  const { gpu } = navigator as Navigator & { gpu?: Graphics };
  if (gpu === undefined || !('Suspending' in WebAssembly)) return false;
  return (await gpu.requestAdapter().catch(() => null)) !== null;
}
