import type { Registry } from '../registry.ts';
import type { SessionPool } from '../session-pool.ts';
import type { ReportProgress } from './progress.ts';
import type { MakeDesk } from './train-desk.ts';
import { trainQuick } from './train-quick.ts';
import { writeQuick } from './write-quick.ts';

/** The quick way: in this process, without Python. */
export function makeQuick(parts: { registry: Registry; sessions: SessionPool }, report: ReportProgress): MakeDesk {
  return async (order, { folder, version }) => {
    const { data, name, source, alpha } = order;
    const trained = await trainQuick(parts, data, report, alpha);
    await writeQuick(folder, trained, { name, version, data: source });
    const { judged } = trained.fitted;
    return {
      report: trained.report,
      learned: trained.fitted.trained,
      judged: judged.rows.map((row, index) => ({
        text: data.rows[row]?.text ?? '',
        label: data.rows[row]?.label ?? '',
        right: trained.answers.right[index] ?? false,
      })),
    };
  };
}
