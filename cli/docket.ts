#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { DocketError } from '../schemas/errors.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { addAudit } from './commands/audit.ts';
import { addCase } from './commands/case.ts';
import { addCorrections } from './commands/corrections.ts';
import { addExtract } from './commands/extract.ts';
import { addModels } from './commands/models.ts';
import { addRead } from './commands/read.ts';
import { addSubmit } from './commands/submit.ts';
import { addTrain } from './commands/train.ts';
import { addTriage } from './commands/triage.ts';
import { addValidate } from './commands/validate.ts';
import { sentence } from './error-sentence.ts';

const { version, description } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
  description: string;
};

const program = new Command('docket').description(description).version(version).showHelpAfterError();
for (const add of [
  addExtract,
  addValidate,
  addTriage,
  addRead,
  addSubmit,
  addCase,
  addAudit,
  addCorrections,
  addModels,
  addTrain,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  const known =
    error instanceof DocketError
      ? error
      : new DocketError('internal.unexpected', error instanceof Error ? error.message : String(error));
  process.stderr.write(`docket: ${sentence(known)} [${known.code}]\n`);
  if (process.env.DOCKET_LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
