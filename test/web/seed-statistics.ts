import type { Outcome } from '../../schemas/case.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { createCase } from '../../store/cases.ts';
import { recordCorrections } from '../../store/corrections.ts';
import type { Database } from '../../store/database.ts';
import { recordModelCalls } from '../../store/model-calls.ts';
import { decideSecondLook, drawSecondLooks, openSecondLooks } from '../../store/second-looks.ts';
import { outcomes } from '../../store/tables.ts';
import { documentArrival, producer, ticketArrival, ticketOutcome } from '../store/example-cases.ts';

const DAY_MS = 24 * 3600 * 1000;
const CASES_A_DAY = 5;

const document = (accepted: boolean): Outcome => {
  const said = (value: string): Evidence => ({
    ...{ value, accepted, confidence: 0.97, source: 'specialist', page: 0, box: [0, 0, 1, 1], by: producer },
  });
  const fields = { invoiceNumber: said('A-1'), totalGross: said('10.00') };
  return {
    kind: 'document',
    reading: null,
    decision: ticketOutcome('accepted').decision,
    result: {
      ...{ kind: 'invoice', language: 'en', fields, lines: [], taxes: [], findings: [], reasons: [] },
      status: accepted ? 'accepted' : 'review',
    },
  };
};

/** Twenty days of documents and tickets, of which ever more pass without a person; some were reviewed and looked at. */
export async function seedStatistics(db: Database, days = 20): Promise<void> {
  const passed = new Set<string>();
  for (let day = 0; day < days; day += 1) {
    for (let index = 0; index < CASES_A_DAY; index += 1) {
      const isTicket = index % 2 === 0;
      const passes = index < 1 + (day / days) * CASES_A_DAY;
      const createdAt = new Date(Date.now() - (days - day) * DAY_MS + index * 1000);
      const { summary } = await createCase(db, {
        arrival: isTicket ? ticketArrival() : documentArrival(),
        actor: 'key:test',
      });
      const state = passes ? 'accepted' : 'review';
      const outcome = isTicket ? ticketOutcome(state) : document(passes);
      const row = { caseId: summary.id, outcome, actor: 'workflow' };
      await db.insert(outcomes).values({ ...row, revision: 1, key: 'decided', state, createdAt });
      if (passes) {
        passed.add(summary.id);
        await drawSecondLooks(db, { desk: isTicket ? 'banking77' : 'documents', secondLooks: 0.3 }, [summary.id]);
        continue;
      }
      const decidedAt = new Date(createdAt.getTime() + (index + 1) * 600_000);
      const reviewed = { revision: 2, key: 'reviewed:1', state: 'accepted', tookMs: 15_000 + index * 9000 } as const;
      await db.insert(outcomes).values({ ...row, ...reviewed, actor: 'Ana', createdAt: decidedAt });
      if (index === 4)
        await recordCorrections(db, {
          ...{ caseId: summary.id, decisionId: '1', reviewer: 'Ana', models: [producer] },
          corrections: [{ path: 'intent', before: 'card_arrival', after: 'lost_card', beforeSource: 'specialist' }],
        });
      await recordModelCalls(
        db,
        { caseId: summary.id, desk: isTicket ? 'banking77' : 'documents', model: 'm' },
        [{ promptTokens: 2000, answerTokens: 50, ms: 900, cached: false }],
        { promptPrice: 3, answerPrice: 15 },
      );
    }
  }
  const looks = (await openSecondLooks(db, 500)).filter(({ caseId }) => passed.has(caseId));
  for (const [index, { caseId, desk }] of looks.entries())
    await db.transaction((tx) =>
      decideSecondLook(tx, {
        caseId,
        reviewer: 'Bo',
        wrong: index % 9 === 0 ? [desk === 'documents' ? 'totalGross' : 'intent'] : [],
      }),
    );
}
