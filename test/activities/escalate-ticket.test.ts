import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { decideTriage } from '../../activities/decide-triage.ts';
import { escalateTicket } from '../../activities/escalate-ticket.ts';
import type { TicketOutcome } from '../../activities/stored-outcome.ts';
import { openOpenAiModel } from '../../models/larger-model/openai.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import type { TriageAnswer } from '../../schemas/activities.ts';
import { outcome } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import { ticketReasons } from '../../schemas/ticket-reasons.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import { getJson, putJson } from '../../store/blobs/json.ts';
import { createCase } from '../../store/cases.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { policyOf, setPolicy } from '../../store/policies.ts';
import { budgetOf } from '../../workers/larger-models.ts';
import { openModelSource } from '../../workers/model-source.ts';
import { type ChatServer, type Script, startChatServer } from '../models/chat-server.ts';
import { fixtureModels } from '../models/fixture-models.ts';

const ticket = { desk: 'desk-tiny', text: 'Lost my card' };

describe('asking a larger model for the label of a doubtful ticket', () => {
  const registry = openRegistry({ extraFolders: [fixtureModels] });
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  const models = openModelSource(registry, sessions);
  const servers: ChatServer[] = [];
  let folder: string;
  let db: Database;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docket-escalate-'));
    db = await openDatabase('pglite:memory');
    await setPolicy(db, 'desk-tiny', { automation: 'confident', secondLooks: 0 }, 'key:test');
  });
  after(async () => {
    await Promise.all([sessions.close(), closeDatabase(db), ...servers.map((server) => server.close())]);
    await rm(folder, { recursive: true });
  });

  /** The outcome after the model was asked, in the given try of three. */
  async function asked(script: Script, { budget = {}, attempt = 1, text = ticket.text } = {}): Promise<TicketOutcome> {
    const server = await startChatServer(script);
    servers.push(server);
    const larger = openOpenAiModel({ baseUrl: server.baseUrl, model: 'scripted-1', timeoutMs: 5000, backoffMs: 1 });
    const blobs = new FolderBlobStore(folder);
    const specialist = await models.desk('desk-tiny');
    const [said] = await specialist.triage([text]);
    assert.ok(said);
    const before = decideTriage('build', specialist, { ...ticket, text }, said, null, await policyOf(db, 'desk-tiny'));
    const { summary } = await createCase(db, { arrival: { kind: 'ticket', ticket }, actor: 'key:test' });
    const escalate = escalateTicket({
      ...{ db, blobs, models, build: 'build', larger: { llm: larger } },
      gains: () => [],
      budget: budgetOf(parseConfig(budget)),
    });
    const environment = new MockActivityEnvironment({ attempt, retryPolicy: { maximumAttempts: 3 } });
    const request = { caseId: summary.id, ticket, step: 'llm' as const, outcome: await putJson(blobs, before) };
    const answer: TriageAnswer = await environment.run(() => escalate(request));
    const after = await getJson(blobs, answer.outcome, outcome);
    assert.ok(after.kind === 'ticket');
    assert.equal(after.result.status, answer.status);
    return after;
  }
  const codesOf = ({ result }: TicketOutcome) => {
    for (const { code } of result.reasons) assert.ok(code in ticketReasons, `${code} is in the table`);
    return result.reasons.map(({ code }) => code);
  };
  const messagesOf = ({ result }: TicketOutcome) => result.reasons.map(({ message }) => message).join();

  it('says which label it names instead, and offers it', async () => {
    const after = await asked(() => ({ content: '{"label":"refund"}' }));
    assert.deepEqual(codesOf(after), ['label.doubtful', 'label.disagreement']);
    assert.match(
      messagesOf(after),
      /only 8\d(\.\d)? % certain; this desk accepts from 90 %.*scripted-1 says "refund" instead/,
    );
    assert.equal(after.result.intent.alternatives[0]?.label, 'refund');
    assert.equal(after.decision.escalations[0]?.outcome, 'disagreed');
  });

  it('says that it named none', async () => {
    const after = await asked(() => ({ content: '{"label":null}' }));
    assert.deepEqual(codesOf(after), ['label.doubtful', 'escalation.no-answer']);
  });

  it('says that a budget is spent, and asks nothing', async () => {
    const script: Script = () => assert.fail('it was asked');
    const after = await asked(script, { budget: { DOCKET_LLM_DAY_TOKENS: '0' } });
    assert.deepEqual(codesOf(after), ['label.doubtful', 'escalation.budget-spent']);
    assert.match(messagesOf(after), /DOCKET_LLM_DAY_TOKENS is spent/);
    assert.deepEqual(after.decision.escalations, [
      { step: 'llm', fields: ['intent'], by: null, outcome: 'llm.budget' },
    ]);
  });

  it('says that it could not be asked, but only after the last try', async () => {
    const broken: Script = () => ({ status: 503 });
    await assert.rejects(asked(broken, { attempt: 2 }), { code: 'llm.unavailable' });
    assert.deepEqual(codesOf(await asked(broken, { attempt: 3 })), ['label.doubtful', 'escalation.failed']);
  });

  it('asks nothing where the label is not in doubt', async () => {
    await setPolicy(db, 'desk-tiny', { automation: 'never', secondLooks: 0 }, 'key:test');
    const after = await asked(() => assert.fail('it was asked'), { text: 'refund refund' });
    assert.deepEqual(codesOf(after), ['policy.review']);
    await setPolicy(db, 'desk-tiny', { automation: 'confident', secondLooks: 0 }, 'key:test');
  });
});
