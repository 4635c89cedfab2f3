import { findProgram, isExecutableFile } from './find-program.ts';

/** The Go compiler: on the PATH, or where its installers put it. */
export function findGo(): string | undefined {
  return findProgram(['go']) ?? ['/usr/local/go/bin/go', '/usr/lib/go/bin/go'].find(isExecutableFile);
}
