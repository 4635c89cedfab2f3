import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { OnDevicePackage } from '../../schemas/on-device.ts';

/** Bytes of some files as they are, under gzip, and as the service sends them to a browser that takes Brotli. */
export interface Weight {
  what: string;
  bytes: number;
  gzip: number;
  sent: number;
}

function weigh(what: string, paths: readonly string[]): Weight {
  const weight: Weight = { what, bytes: 0, gzip: 0, sent: 0 };
  for (const path of paths) {
    const content = readFileSync(path);
    weight.bytes += content.length;
    weight.gzip += gzipSync(content).length;
    weight.sent += (statSync(`${path}.br`, { throwIfNoEntry: false }) ?? { size: content.length }).size;
  }
  return weight;
}

/** What the worker for no network keeps of the built page, by the list that the build gave it. */
function offlineList(webFolder: string): string[] {
  const code = readFileSync(join(webFolder, 'on-device-offline.js'), 'utf8');
  const listed = new Set(code.match(/"\/(assets|on-device)\/[^"]+"/g)?.map((name) => name.slice(2, -1)));
  if (listed.size === 0) throw new Error('the worker for no network names no file');
  return [...listed];
}

export interface PageWeights {
  page: Weight;
  thread: Weight;
  runtime: Weight;
  graphicsRuntime: Weight;
  pdfium: Weight;
}

/** The page, the thread that decides, and the programs in WebAssembly. */
export function pageWeights(webFolder: string): PageWeights {
  const listed = offlineList(webFolder);
  const inFolder = (folder: string) =>
    listed.filter((name) => name.startsWith(folder)).map((name) => join(webFolder, name));
  const program = (pattern: RegExp) =>
    readdirSync(join(webFolder, 'on-device'))
      .filter((name) => pattern.test(name))
      .map((name) => join(webFolder, 'on-device', name));
  return {
    page: weigh('the page: HTML, scripts and styles', [join(webFolder, 'index.html'), ...inFolder('assets/')]),
    thread: weigh('the thread that decides: scripts', inFolder('on-device/')),
    runtime: weigh('onnxruntime-web: WebAssembly', program(/^ort-wasm-simd-threaded-.*\.wasm$/)),
    graphicsRuntime: weigh('in its place where there is WebGPU', program(/^ort-wasm-simd-threaded\.jspi-.*\.wasm$/)),
    pdfium: weigh('PDFium: WebAssembly', program(/^pdfium-.*\.wasm$/)),
  };
}

export const together = (what: string, weights: readonly Weight[]): Weight => ({
  what,
  bytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
  gzip: weights.reduce((sum, { gzip }) => sum + gzip, 0),
  sent: weights.reduce((sum, { sent }) => sum + sent, 0),
});

/** Files of packages, which are sent as they are: int8 weights hardly shrink. */
export function packageWeight(
  what: string,
  packages: readonly OnDevicePackage[],
  pathOf: (sha256: string) => string,
): Weight {
  const files = new Set(packages.flatMap(({ files: of }) => of.map(({ sha256 }) => sha256)));
  return weigh(what, [...files].map(pathOf));
}
