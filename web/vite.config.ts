import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = process.env.DOCKET_URL ?? 'http://127.0.0.1:4680';

/** Nothing is inlined: the page runs under a policy that allows no inline script or style. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, '..', 'dist', 'web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      output: {
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
