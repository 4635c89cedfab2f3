import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

const FOLDER = join(packageRoot, 'test', 'fixtures', 'earlier-builds');

/**
 * A build that ran before this one: its workflow code as one module, less the packages it imports, and the histories
 * of cases that it left waiting for a person.
 */
export interface EarlierBuild {
  name: string;
  folder: string;
  workflowsPath: string;
}

export const earlierBuild = (name: string): EarlierBuild => {
  const folder = join(FOLDER, name);
  return { name, folder, workflowsPath: join(folder, 'workflows.js') };
};

export const earlierBuilds = (): EarlierBuild[] => readdirSync(FOLDER).sort().map(earlierBuild);

/** Names of the histories that the build left open. */
export const waitingHistories = ({ folder }: EarlierBuild): string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
