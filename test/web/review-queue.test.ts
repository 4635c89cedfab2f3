import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { auditOf } from '../../store/audit.ts';
import { createCase, getCase } from '../../store/cases.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { ticketArrival, ticketOutcome } from '../store/example-cases.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedDocumentInReview } from './seed-document.ts';

const HOUR_MS = 3_600_000;

let fixture: PageFixture;
let anna: BrowserFixture;
let bea: BrowserFixture;
before(async () => {
  [fixture, anna, bea] = await Promise.all([openPage(), openBrowser(), openBrowser()]);
  await anna.page.goto(await fixture.signInLink());
  await bea.page.goto(await fixture.signInLink());
});
after(async () => {
  await anna?.close();
  await bea?.close();
  await fixture?.close();
  await closeReaders();
});

/** All complaints but of a lock that another holds, and of labels without reasons: no model is installed here. */
const refusals = ({ complaints }: BrowserFixture) =>
  complaints.splice(0).filter((text) => !/status of 409/.test(text) && !text.endsWith('/label-reasons'));

async function openAs({ page }: BrowserFixture, id: string, name: string): Promise<void> {
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByLabel('Signed by').fill(name);
}

/** Waits until the lock on a case stands in this name; null: until there is none. */
async function lockOf(id: string, name: string | null): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const reviewer = (await getCase(fixture.deps.db, id))?.lock?.reviewer ?? null;
    if (reviewer === name) return;
    assert.ok(Date.now() < deadline, `the lock is ${reviewer}'s, not ${name}'s`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

async function ticketInReview(text: string, urgentInHours: number, dueInHours: number): Promise<string> {
  const { db } = fixture.deps;
  const { summary } = await createCase(db, { arrival: ticketArrival(text), actor: 'key:test' });
  const [urgentAt, dueAt] = [urgentInHours, dueInHours].map((hours) => new Date(Date.now() + hours * HOUR_MS));
  assert.ok(urgentAt && dueAt);
  const queued = { urgentAt, dueAt, stake: { amount: null, currency: null, priority: 'high' as const } };
  const outcome = ticketOutcome('review');
  await recordOutcome(db, { caseId: summary.id, state: 'review', outcome, actor: 'workflow', key: 'decided', queued });
  return summary.id;
}

it('keeps a second person from deciding until they take the case over, and tells the first', async () => {
  const id = await seedDocumentInReview(fixture.deps);
  await openAs(anna, id, 'Anna');
  await lockOf(id, 'Anna');

  await openAs(bea, id, 'Bea');
  await bea.page.getByText('Anna has been on it for less than a minute').waitFor();
  assert.equal(await bea.page.getByRole('button', { name: 'Approve' }).isDisabled(), true);
  assert.equal(await bea.page.getByRole('button', { name: 'Reject…' }).isDisabled(), true);
  assert.equal(await bea.page.getByLabel('Due date', { exact: true }).count(), 0);

  await anna.page.getByLabel('Due date').fill('2023-04-05');
  await bea.page.getByRole('button', { name: 'Take over' }).click();
  await bea.page.getByLabel('Due date').waitFor();
  await lockOf(id, 'Bea');
  await anna.page.getByRole('button', { name: 'Approve with 1 change' }).click();
  await anna.page.getByText('Bea works on case').waitFor();
  assert.equal((await getCase(fixture.deps.db, id))?.state, 'review');

  await bea.page.getByRole('button', { name: 'Approve' }).click();
  await bea.page.locator('.case-title').getByText('Accepted').waitFor();
  await anna.page.locator('.case-title').getByText('Accepted').waitFor();
  const [taken] = (await auditOf(fixture.deps.db, id)).filter(({ action }) => action === 'case.taken-over');
  assert.deepEqual([taken?.actor, taken?.body], ['Bea', { from: 'Anna' }]);
  await bea.page.getByRole('link', { name: 'Audit' }).click();
  await bea.page.getByText('Taken over').waitFor();
  assert.deepEqual([...refusals(anna), ...refusals(bea)], []);
});

it('gives the case back when its page is left, and to whoever waits for it', async () => {
  const id = await seedDocumentInReview(fixture.deps);
  await openAs(anna, id, 'Anna');
  await lockOf(id, 'Anna');
  await openAs(bea, id, 'Bea');
  await bea.page.getByText('Anna has been on it').waitFor();
  await anna.page.getByRole('link', { name: 'Inbox' }).first().click();
  await bea.page.getByLabel('Due date').waitFor();
  await lockOf(id, 'Bea');
  await bea.page.goto('about:blank');
  await lockOf(id, null);
  assert.deepEqual([...refusals(anna), ...refusals(bea)], []);
});

it('shows what waits by urgency with value, due time and who is on it, and leads on to what nobody has', async () => {
  const second = await ticketInReview('Needed next week', 50, 170);
  const late = await ticketInReview('Should be done', -5, -3);
  const first = await ticketInReview('Needed tomorrow', 20, 30);
  const { page } = anna;
  await openAs(bea, late, 'Bea');
  await lockOf(late, 'Bea');
  await page.goto(`${fixture.address}/?state=review&kind=ticket`);
  const rows = page.locator('.queue tbody tr');
  await rows.nth(2).waitFor();
  assert.deepEqual(await rows.locator('.case-link').allTextContents(), [
    'Should be done',
    'Needed tomorrow',
    'Needed next week',
  ]);
  await rows.nth(0).getByText('3 h overdue').waitFor();
  await rows.nth(0).getByText('Bea has been on it').waitFor();
  await rows.nth(1).getByText('in 29 h').waitFor();
  await rows.nth(1).getByText('high').waitFor();
  await rows.nth(2).getByText('in 7 days').waitFor();

  await openAs(anna, second, 'Anna');
  await page.getByText('due in 7 days').waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  const next = page.getByRole('link', { name: 'Next in review' });
  await next.waitFor();
  assert.equal(await next.evaluate((link) => link === document.activeElement), true);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${fixture.address}/cases/${first}`);
  assert.deepEqual([...refusals(anna), ...refusals(bea)], []);
});

it('gives a case to a person ahead of time, whom alone the way on leads there', async () => {
  const { page } = anna;
  const [given, other] = [await ticketInReview('Given to Bea', -40, 1), await ticketInReview('For anyone', -30, 1)];
  await openAs(anna, given, 'Anna');
  await page.getByText("Nobody's yet").waitFor();
  await page.getByRole('button', { name: 'Assign' }).click();
  assert.equal(await page.getByLabel('Assign to').inputValue(), 'Anna', 'oneself first');
  await page.getByLabel('Assign to').fill('Bea');
  await page.keyboard.press('Enter');
  await page.getByText('Assigned to Bea').waitFor();
  assert.equal((await getCase(fixture.deps.db, given))?.assignment?.reviewer, 'Bea');
  await page.goto(`${fixture.address}/?state=review`);
  await page
    .getByRole('row', { name: /Given to Bea/ })
    .getByText('assigned to Bea')
    .waitFor();
  await page.getByRole('navigation', { name: 'Whose' }).getByRole('link', { name: 'Mine' }).click();
  await page.getByText('Nothing waits for a person.').waitFor();

  await openAs(bea, given, 'Bea');
  await lockOf(given, 'Bea');
  await bea.page.goto(`${fixture.address}/?state=review`);
  await bea.page.getByRole('navigation', { name: 'Whose' }).getByRole('link', { name: 'Mine' }).click();
  await bea.page.getByRole('link', { name: 'Given to Bea' }).waitFor();
  await page.goto(`${fixture.address}/cases/${other}`);
  await lockOf(other, 'Anna');
  await openAs(bea, other, 'Bea');
  const next = bea.page.getByRole('link', { name: /Next in review/ });
  await next.waitFor();
  assert.match((await next.getAttribute('href')) ?? '', new RegExp(given));
  await page.goto(`${fixture.address}/cases/${given}`);
  await page.getByRole('button', { name: 'Reassign' }).click();
  await page.getByRole('button', { name: 'To nobody' }).click();
  await page.getByText("Nobody's yet").waitFor();
  const changes = (await auditOf(fixture.deps.db, given)).filter(({ action }) => action === 'case.assigned');
  assert.deepEqual(
    changes.map(({ body }) => body.to),
    ['Bea', null],
  );
  assert.deepEqual([...refusals(anna), ...refusals(bea)], []);
});
