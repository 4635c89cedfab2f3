import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptWhileUnchanged } from '../models/kept-while-unchanged.ts';
import { modelCard } from '../schemas/model-card.ts';

const cardAt = keptWhileUnchanged((path) => modelCard.parse(JSON.parse(readFileSync(path, 'utf8'))));

/** The card of a package folder as it was written. @throws where it is missing or does not parse */
export const cardIn = (folder: string) => cardAt(join(folder, 'card.json'));
