import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Kinds of files that become much smaller; models do not (0.9 of their size). */
const SHRINKS = /\.(js|mjs|css|svg|wasm)$/;
/** Below this a response has more header than body. */
const LEAST_BYTES = 1024;
/** Of 11: beyond, a WebAssembly file takes minutes to become a twentieth smaller. */
const QUALITY = 5;

/** Lays a compressed copy beside each file of the built page, which the service sends to browsers that take it. */
export function compressWeb(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !SHRINKS.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length < LEAST_BYTES) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  }
}
