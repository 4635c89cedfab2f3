import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Chunk {
  type: 'chunk';
  fileName: string;
  facadeModuleId: string | null;
  isEntry: boolean;
  imports: string[];
  dynamicImports: string[];
}

/**
 * Tells the worker for no network which files the page on this device needs: its scripts, styles and pictures. Programs in
 * WebAssembly are fetched, shown and kept with the models.
 * @param entry of the worker, as its chunk is named @param page the module of the page
 */
export const offlineFiles = (entry: string, page: string): Plugin => ({
  name: 'offline-files',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    if (dir === undefined) return;
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk') as Chunk[];
    const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
    const needed = new Set<string>();
    const add = (name: string) => {
      if (needed.has(name)) return;
      needed.add(name);
      for (const imported of named.get(name)?.imports ?? []) add(imported);
    };
    for (const chunk of chunks) {
      if (chunk.facadeModuleId?.endsWith('index.html') || chunk.facadeModuleId?.endsWith(page)) add(chunk.fileName);
    }
    const files = ['assets', 'on-device']
      .flatMap((folder) => readdirSync(join(dir, folder)).map((name) => `${folder}/${name}`))
      .filter((name) => !/\.(map|wasm)$/.test(name) && (!named.has(name) || needed.has(name)))
      .sort();
    const addresses = files.map((name) => `/${name}`);
    const path = join(dir, `${entry}.js`);
    const version = createHash('sha256')
      .update(addresses.join('\n'))
      .update(readFileSync(join(dir, 'index.html')));
    const code = readFileSync(path, 'utf8');
    const filled = code
      .replaceAll('OFFLINE_VERSION', JSON.stringify(version.digest('hex').slice(0, 16)))
      .replaceAll('OFFLINE_FILES', JSON.stringify([...addresses, '/favicon.svg']));
    if (filled === code) this.error(`${entry}.js has no place for the list of its files`);
    writeFileSync(path, filled);
  },
});
