import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

/**
 * Code of the other rooms that runs in the browser too has no Node in it: an import of one of its modules ends the build.
 * Libraries that ask first where they run are left alone.
 */
export const refuseNode = (): Plugin => ({
  name: 'refuse-node',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || importer.includes('/node_modules/') || !isBuiltin(source)) return;
    this.error(`${importer} imports ${source}, and is reached from the web page, which runs in a browser`);
  },
});
