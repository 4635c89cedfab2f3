import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { offlineFiles } from './build/offline-files.ts';
import { refuseNode } from './build/refuse-node.ts';

const service = process.env.DOCKET_URL ?? 'http://127.0.0.1:4680';
const OFFLINE_WORKER = 'on-device-offline';
/** What the thread on the device is made of lies in one folder, under which its own policy and its worker reach. */
const threadFile = 'on-device/[name]-[hash].js';

const sizeOf = (specifier: string): string => `${statSync(fileURLToPath(import.meta.resolve(specifier))).size}`;

/** Nothing is inlined: the page runs under a policy that allows no inline script or style. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [refuseNode(), react(), offlineFiles(OFFLINE_WORKER, 'OnDevicePage.tsx')],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  define: {
    RUNTIME_BYTES: sizeOf('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
    GPU_RUNTIME_BYTES: sizeOf('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm'),
    PDFIUM_BYTES: sizeOf('@hyzyla/pdfium/pdfium.wasm'),
  },
  worker: {
    format: 'es',
    plugins: () => [refuseNode()],
    rolldownOptions: {
      output: {
        entryFileNames: threadFile,
        chunkFileNames: threadFile,
        assetFileNames: 'on-device/[name]-[hash][extname]',
      },
    },
  },
  build: {
    outDir: join(import.meta.dirname, '..', 'dist', 'web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        [OFFLINE_WORKER]: join(import.meta.dirname, 'on-device', 'offline-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === OFFLINE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            // Only the dashboard needs them.
            {
              name: 'plots',
              test: /node_modules\/(@observablehq|d3|d3-[a-z-]+|isoformat|interval-tree-1d)\//,
              priority: 1,
            },
            { name: 'packages', test: /node_modules/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/v1', '/docs', '/sign-in', '/openapi.json'].map((path) => [path, service])),
  },
});
