import { openRegistry } from '../registry.ts';
import type { SessionPool } from '../session-pool.ts';
import { openTicketSpecialist } from '../ticket-specialist.ts';
import { adviceFor } from './advice.ts';
import { type Answers, assess } from './assess.ts';
import { judgeBaseline } from './judge-baseline.ts';
import type { DeskOrder, Made } from './train-desk.ts';

export type PackageToJudge = {
  sessions: SessionPool;
  order: DeskOrder;
  /** The model folder that the package lies in, and its version. */
  place: { root: string; version: string };
  held: number[];
  learned: number[];
  truth: Int32Array;
};

/** Measures a trained package on the rows held out, through the code that serves it. */
export async function judgePackage({ sessions, order, place, held, learned, truth }: PackageToJudge): Promise<Made> {
  const { data, name } = order;
  const registry = openRegistry({ extraFolders: [place.root] });
  const specialist = await openTicketSpecialist(registry, sessions, name, place.version);
  const texts = data.rows.map(({ text }) => text);
  const triages = await specialist.triage(held.map((row) => texts[row] ?? ''));
  const heldTruth = Int32Array.from(held, (row) => truth[row] as number);
  const answers: Answers = {
    label: Int32Array.from(triages, ({ label }) => data.labels.indexOf(label.label)),
    confidence: Float64Array.from(triages, ({ label }) => label.confidence),
    right: triages.map(({ label }, index) => label.label === data.labels[heldTruth[index] as number]),
    inScope: triages.map(({ outOfScope }) => !outOfScope),
  };
  const judged = { how: 'held-out' as const, rows: held, logits: [] };
  const baseline = judgeBaseline({ texts, truth, labels: data.labels.length }, learned, judged);
  const figures = {
    kind: 'full' as const,
    rows: { given: data.given, ...data.dropped, learned: learned.length, judged: held.length },
    judgedBy: 'held-out' as const,
    labels: data.labels.length,
    ...assess(answers, heldTruth, data.labels, baseline, 'texts like the labelled rows', order.alpha),
    warnings: data.warnings,
  };
  const bound = specialist.thresholds['*'] ?? figures.acceptance;
  const report = { ...figures, acceptance: bound, advice: adviceFor({ ...figures, acceptance: bound }) };
  return {
    report,
    learned,
    judged: held.map((row, index) => ({
      text: texts[row] ?? '',
      label: data.rows[row]?.label ?? '',
      right: answers.right[index] ?? false,
    })),
  };
}
