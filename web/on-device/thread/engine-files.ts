import pdfiumAddress from '@hyzyla/pdfium/pdfium.wasm?url';
import graphicsGlue from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import graphicsAddress from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import processorGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import processorAddress from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** A program in WebAssembly, from this page's own build. */
export interface EngineFile {
  address: string;
  bytes: number;
}

/** A program that runs models, with the script that starts it, which is kept with the page's other scripts. */
export interface RuntimeFile extends EngineFile {
  glue: string;
}

/** Runs models on the processor alone. */
export const processorRuntime: RuntimeFile = { address: processorAddress, bytes: RUNTIME_BYTES, glue: processorGlue };
/** The same with WebGPU, for browsers whose WebAssembly can wait for it (JavaScript promise integration). */
export const graphicsRuntime: RuntimeFile = { address: graphicsAddress, bytes: GPU_RUNTIME_BYTES, glue: graphicsGlue };
/** Reads PDF. */
export const pdfiumFile: EngineFile = { address: pdfiumAddress, bytes: PDFIUM_BYTES };
