import { fileURLToPath } from 'node:url';

/**
 * The path of a thread's or child's entry file beside the caller: `.ts` from source, `.js` from the build.
 * The compiler rewrites imports, but not names in strings.
 * @param name file name without its ending
 */
export function entryFile(callerUrl: string, name: string): string {
  const ending = callerUrl.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./${name}.${ending}`, callerUrl));
}
