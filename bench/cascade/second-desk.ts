import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareRows, requireRows } from '../../models/desk-training/prepare-rows.ts';
import { sourceOf } from '../../models/desk-training/train-desk.ts';
import { trainQuick } from '../../models/desk-training/train-quick.ts';
import { writeQuick } from '../../models/desk-training/write-quick.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { openRegistry } from '../../models/registry.ts';
import type { SessionPool } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import type { Row } from '../zero-shot/desks.ts';

const NAME = 'second-desk';
const VERSION = '1.0.0';

/**
 * A second local model as a step: a desk trained in seconds on train rows (a linear head over the frozen encoder and the
 * words), which errs elsewhere than the shipped specialist.
 */
export async function openSecondDesk(sessions: SessionPool, rows: readonly Row[]): Promise<LargerModel> {
  const root = mkdtempSync(join(tmpdir(), 'docket-second-desk-'));
  try {
    const bytes = Buffer.from(rows.map(({ text, label }) => JSON.stringify({ text, label })).join('\n'));
    const data = requireRows(prepareRows(bytes, { leaveOutConflicts: true }), 'the train rows');
    const registry = openRegistry({ extraFolders: [root] });
    const trained = await trainQuick({ registry, sessions }, data, () => {});
    const source = sourceOf('train rows', bytes);
    await writeQuick(join(root, NAME, VERSION), trained, { name: NAME, version: VERSION, data: source });
    const specialist = await openTicketSpecialist(registry, sessions, NAME);
    return {
      step: 'teacher',
      producer: specialist.producer,
      ask: async () => ({}),
      async askLabel({ text, note }) {
        const began = performance.now();
        const [said] = await specialist.triage([text]);
        note?.({ promptTokens: 0, answerTokens: 0, ms: Math.round(performance.now() - began), cached: false });
        return said ? { label: said.label.label, confidence: said.label.confidence } : null;
      },
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
