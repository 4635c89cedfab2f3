import { type ChildProcess, fork } from 'node:child_process';
import {
  type DeskTrial,
  type LabelReasons,
  type TrialAnswer,
  type TrialRequest,
  trialAnswer,
} from '../../schemas/desk-trial.ts';
import { DocketError, isErrorCode } from '../../schemas/errors.ts';
import { entryFile } from '../entry-file.ts';

/** A process that nothing was asked of for so long ends: its weights take memory. */
const IDLE_MS = 120_000;
/** Milliseconds for one answer on a busy machine, the opening of the weights included. */
const PATIENCE_MS = 120_000;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Asked = DistributiveOmit<TrialRequest, 'id'>;
type Waiting = { resolve: (answer: TrialAnswer) => void; reject: (error: DocketError) => void; timer: NodeJS.Timeout };

/** Desks tried on texts without a case, in a child process that comes with the first question and goes when it idles. */
export type DeskTrials = {
  /** @throws DocketError `ticket.unknown-desk`, `model.unknown`, `model.failed`. */
  triage(desk: string, texts: string[], version?: string): Promise<DeskTrial>;
  /** @throws DocketError as `triage`. */
  reasons(desk: string, text: string, labels: string[], version?: string): Promise<LabelReasons>;
  close(): Promise<void>;
};

export function openDeskTrials(dataDir: string): DeskTrials {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 0;
  const waiting = new Map<number, Waiting>();

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    clearTimeout(found?.timer);
    if (waiting.size === 0 && child !== null) {
      idle = setTimeout(() => child?.disconnect(), IDLE_MS).unref();
    }
    return found;
  };
  const start = (): ChildProcess => {
    const started = fork(entryFile(import.meta.url, 'trial-child'), [dataDir], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = (why: string) => {
      if (child === started) child = null;
      for (const id of [...waiting.keys()]) settle(id)?.reject(new DocketError('model.failed', why));
    };
    started.on('message', (input) => {
      const said = trialAnswer.parse(input);
      settle(said.id)?.resolve(said);
    });
    started.once('error', (error) => ended(`The process that tries desks did not start: ${error.message}`));
    started.once('exit', (code, signal) => ended(`The process that tries desks ended with ${signal ?? code}`));
    child = started;
    return started;
  };
  const ask = async (asked: Asked): Promise<TrialAnswer> => {
    clearTimeout(idle);
    const to = child?.connected ? child : start();
    const id = next++;
    const said = await new Promise<TrialAnswer>((resolve, reject) => {
      const late = () => settle(id)?.reject(new DocketError('model.failed', `${asked.desk} gave no answer in time`));
      waiting.set(id, { resolve, reject, timer: setTimeout(late, PATIENCE_MS).unref() });
      to.send({ ...asked, id });
    });
    if (said.kind !== 'failed') return said;
    throw new DocketError(isErrorCode(said.code) ? said.code : 'model.failed', said.message);
  };
  const strange = () => new DocketError('internal.unexpected', 'The process that tries desks answered something else');
  const withVersion = (version: string | undefined) => (version === undefined ? {} : { version });

  return {
    async triage(desk, texts, version) {
      const said = await ask({ kind: 'triage', desk, texts, ...withVersion(version) });
      if (said.kind !== 'triage') throw strange();
      return said.trial;
    },
    async reasons(desk, text, labels, version) {
      const said = await ask({ kind: 'reasons', desk, text, labels, ...withVersion(version) });
      if (said.kind !== 'reasons') throw strange();
      return said.reasons;
    },
    async close() {
      clearTimeout(idle);
      const running = child;
      if (running === null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill();
      await ended;
    },
  };
}
