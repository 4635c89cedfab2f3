import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { DocumentBoundStamp } from '../../schemas/document-bound.ts';
import { DocketError } from '../../schemas/errors.ts';
import { auditOf, verifyChain } from '../../store/audit.ts';
import { getCase } from '../../store/cases.ts';
import { listCorrections } from '../../store/corrections.ts';
import { historyOf } from '../../store/runs.ts';
import { replayHistory } from '../../workers/replay-history.ts';
import { rerunCase } from '../../workers/rerun-case.ts';
import { openLocalModels } from '../local/open-models.ts';
import { withStore } from '../open-store.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

async function verify(): Promise<void> {
  await withStore(async ({ db }) => {
    const verdict = await verifyChain(db);
    if (!verdict.ok) throw new DocketError('audit.broken-chain', `Entry ${verdict.sequence}: ${verdict.problem}.`);
    print(`${verdict.entries} entries, chain intact, head ${verdict.head}`);
  });
}

async function replay(id: string): Promise<void> {
  await withStore(async ({ db, blobs }) => {
    const stored = await historyOf(db, id);
    if (!stored) throw new DocketError('audit.no-history', `Case ${id} has no exported history.`);
    const history = JSON.parse(Buffer.from(await blobs.get(stored.history)).toString('utf8')) as unknown;
    const bundle = Buffer.from(await blobs.get(stored.bundle)).toString('utf8');
    const events = await replayHistory(history, bundle, stored.workflowId);
    print(
      `${stored.workflowId}: ${events} events replayed against build ${stored.bundle.slice(0, 12)}: the same decisions`,
    );
    const decided = (await getCase(db, id))?.outcome;
    if (decided?.kind === 'document' && decided.decision.documentBound)
      print(boundSentence(decided.decision.documentBound));
  });
}

function boundSentence({
  alpha,
  delta,
  groups,
  threshold,
  reached,
  score,
  automation,
  population,
}: DocumentBoundStamp) {
  const held = `at most ${alpha} of the documents that pass hold a wrong value, with probability ${1 - delta}`;
  const from = threshold === null ? 'no score keeps it' : `from a score of ${threshold}`;
  const was = reached === null ? 'none, as a value came from elsewhere than the specialist' : reached;
  return `bound on whole documents: ${held}, ${from}; its score (${score} of the confidences): ${was}; automation ${automation}; rests on ${groups} groups of: ${population}`;
}

async function rerun(id: string, options: { json?: true }): Promise<void> {
  await withStore(async ({ config, db, blobs }) => {
    const models = openLocalModels(config);
    try {
      const comparison = await rerunCase({ db, blobs, registry: models.registry, sessions: models.sessions() }, id);
      if (options.json) print(JSON.stringify(comparison));
      else
        for (const value of comparison.values)
          print(
            `${value.same ? 'same     ' : 'DIFFERENT'} ${value.path}: ${value.recorded ?? '–'}${value.same ? '' : ` now ${value.now ?? '–'}`}`,
          );
      const different = comparison.values.filter((value) => !value.same).length;
      if (!options.json) print(`${comparison.values.length} values compared, ${different} different`);
      if (different > 0) process.exitCode = 1;
    } finally {
      await models.close();
    }
  });
}

async function exportCase(id: string, options: { output?: string }): Promise<void> {
  await withStore(async ({ db, blobs }) => {
    const found = await getCase(db, id);
    if (!found) throw new DocketError('request.not-found', `There is no case ${id}.`);
    const stored = await historyOf(db, id);
    const history = stored
      ? (JSON.parse(Buffer.from(await blobs.get(stored.history)).toString('utf8')) as unknown)
      : null;
    const corrections = await listCorrections(db, { caseId: id });
    const text = JSON.stringify(
      { case: found, audit: await auditOf(db, id), corrections, run: stored, history },
      null,
      2,
    );
    if (options.output) await writeFile(join(options.output), `${text}\n`);
    else print(text);
  });
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('for auditors: what happened, and that it happened so');
  audit.command('verify').description('check the audit chain from its first entry to its head').action(verify);
  audit
    .command('replay')
    .description("replay a closed case's history against the build that decided it")
    .argument('<id>')
    .action(replay);
  audit
    .command('rerun')
    .description('run the recorded model versions on the stored words again and compare every value')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(rerun);
  audit
    .command('export')
    .description('everything kept of a case: result, chain entries, corrections, history')
    .argument('<id>')
    .option('--output <file>', 'write there instead of to standard output')
    .action(exportCase);
}
