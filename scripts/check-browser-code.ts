import { join } from 'node:path';
import { build } from 'vite';
import { refuseNode } from '../web/build/refuse-node.ts';

/** Bundles the thread that decides in the browser, in memory: fails where anything that it reaches imports Node. */
const root = join(import.meta.dirname, '..', 'web');
const entry = join(root, 'on-device', 'thread', 'deciding-thread.ts');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  plugins: [refuseNode()],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'import', 'default'] },
  build: { write: false, minify: false, rolldownOptions: { input: entry, output: { format: 'es' } } },
});
