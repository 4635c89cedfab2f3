import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';
import { type ModelCard, modelCard } from '../schemas/model-card.ts';
import { keptWhileUnchanged } from './kept-while-unchanged.ts';

/** Reads and checks `card.json` of one package folder. @throws DocketError `model.invalid` naming every problem. */
export function readCard(folder: string): ModelCard {
  return cardIn(join(folder, 'card.json'));
}

const cardIn = keptWhileUnchanged((path): ModelCard => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DocketError('model.invalid', `${path} is not readable JSON`, { cause });
  }
  const parsed = modelCard.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new DocketError('model.invalid', `${path} has ${problems.length} problem(s): ${problems.join('; ')}`);
});

/** Compares every file of a package with the SHA-256 its card states. @throws DocketError `model.invalid`. */
export function verifyFiles(folder: string, card: ModelCard): void {
  for (const [name, entry] of Object.entries(card.files)) {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      throw new DocketError('model.invalid', `${card.name} ${card.version}: ${name} is missing in ${folder}`);
    }
    const found = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (found !== entry.sha256) {
      throw new DocketError(
        'model.invalid',
        `${card.name} ${card.version}: ${name} has SHA-256 ${found}, its card says ${entry.sha256}`,
      );
    }
  }
}
