import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { DocketError } from '../../schemas/errors.ts';
import { getCase, listCases } from '../../store/cases.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedTicket } from './seed-ticket.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
});

const text = 'I paid a fee of €12.50 for order #4512-889. Write to anna@example.com.';

it('marks the entities in the text and says why the priority is what it is', async () => {
  const { page, complaints } = browser;
  const id = await seedTicket(fixture.deps.db, { desk: 'banking77', text, urgency: 'high' }, 0.95);
  await page.goto(`${fixture.address}/cases/${id}`);
  const ticket = page.getByRole('region', { name: 'Ticket', exact: true });
  await ticket.locator('mark').first().waitFor();
  assert.equal(await ticket.locator('p').textContent(), text);
  assert.deepEqual(await ticket.locator('mark').allTextContents(), ['€12.50', '#4512-889', 'anna@example.com']);
  const priority = page.getByRole('region', { name: 'Priority' });
  await priority.getByText('high', { exact: true }).waitFor();
  await priority.getByText('urgency high as stated').waitFor();
  const intent = page.getByRole('region', { name: 'Intent' });
  await intent.getByText('Card payment fee charged').first().waitFor();
  await intent.getByText('Lost or stolen card').waitFor();
  await intent.getByText('accepted from 80.0 %').waitFor();
  assert.deepEqual(complaints, []);
});

it('lets a person choose another label and impact, and approve', async () => {
  const { page, complaints } = browser;
  const id = await seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.5);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByText('is only 50 % certain').waitFor();
  const choice = page.getByRole('group', { name: 'Intent' });
  assert.equal(await choice.getByRole('radio').count(), 3);
  await choice.getByLabel('Another label').selectOption({ label: 'Transfer not received by recipient' });
  await page.getByRole('radio', { name: 'A team' }).check();
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.getByRole('button', { name: 'Approve with 2 changes' }).click();
  await page.locator('.case-title').getByText('Accepted').waitFor();
  await page.getByText('Chosen by Ada Reviewer').waitFor();
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'ticket');
  assert.equal(outcome.result.intent.label, 'transfer_not_received_by_recipient');
  assert.equal(outcome.result.priority.impact, 'team');
  assert.deepEqual(complaints, []);
});

it('follows what another person decides meanwhile', async () => {
  const { page, complaints } = browser;
  const id = await seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.5);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  await fixture.deps.workflows.review(id, { action: 'approve', id: 'first', reviewer: 'Bea', changes: [] });
  await page.locator('.case-title').getByText('Accepted').waitFor();
  await page.getByRole('heading', { name: 'Your decision' }).waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

it('says why a decision did not arrive, and sends it again as the same one', async () => {
  const { page, complaints } = browser;
  const { workflows } = fixture.deps;
  const works = workflows.review;
  const sent: string[] = [];
  workflows.review = async (caseId, decision) => {
    sent.push(decision.id);
    if (sent.length === 1)
      throw new DocketError('unavailable.temporal', 'The temporal of this service does not answer');
    await works(caseId, decision);
  };
  const id = await seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.5);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('alert').getByText('unavailable.temporal').waitFor();
  assert.match(complaints.splice(0).join(), /status of 503/);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.locator('.case-title').getByText('Accepted').waitFor();
  workflows.review = works;
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
  assert.deepEqual(complaints, []);
});

it('sends a ticket from the form and goes to its case', async () => {
  const { page, complaints } = browser;
  await page.goto(`${fixture.address}/tickets`);
  const form = page.getByRole('form', { name: 'Try a ticket' });
  await form.getByRole('button', { name: 'Send ticket' }).click();
  await form.getByText('Write a text first').waitFor();
  await form.getByLabel('Desk').selectOption('it-topic');
  await form.getByLabel('Text').fill('The printer on the second floor is offline');
  await form.getByRole('button', { name: 'Send ticket' }).click();
  await page.getByText('This page follows by itself').waitFor();
  const [item] = (await listCases(fixture.deps.db, { limit: 1 })).items;
  assert.equal(item?.desk, 'it-topic');
  assert.equal(new URL(page.url()).pathname, `/cases/${item?.id}`);
  assert.deepEqual(complaints, []);
});

it('says why each label is suggested, and is decided by two keys', async () => {
  const { page, complaints } = browser;
  const id = await seedTicket(fixture.deps.db, { desk: 'banking77', text: 'Where is my new card, it was lost' }, 0.5);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.evaluate(() => localStorage.setItem('docket.reviewer', 'Ada Reviewer'));
  await page.reload();
  await page.getByText('this desk accepts from 80 %').waitFor();
  const choice = page.getByRole('group', { name: 'Intent' });
  const second = choice.locator('.option').nth(1);
  await second.getByText('Lost or stolen card').waitFor();
  await second.getByText(/^lost ÷ \d/).waitFor();
  await second.getByText('Low').waitFor();
  await page.keyboard.press('2');
  assert.equal(await second.getByRole('radio').isChecked(), true);
  await page.getByRole('button', { name: 'Approve with 1 change' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.case-title').getByText('Accepted').waitFor();
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'ticket');
  assert.equal(outcome.result.intent.label, 'lost_or_stolen_card');
  const next = await seedTicket(fixture.deps.db, { desk: 'banking77', text: 'And the next one' }, 0.5);
  await page.getByRole('link', { name: 'Next in review' }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'And the next one' }).waitFor();
  await fixture.deps.workflows.review(next, { action: 'approve', id: 'next', reviewer: 'Bea', changes: [] });
  assert.deepEqual(complaints, []);
});
