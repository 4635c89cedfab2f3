import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { DocketError } from '../../schemas/errors.ts';
import { getCase } from '../../store/cases.ts';
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

const seed = (text: string) => seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.6);
const labelOf = async (id: string) => {
  const found = await getCase(fixture.deps.db, id);
  return [found?.state, found?.outcome?.kind === 'ticket' ? found.outcome.result.intent.label : null];
};
const focusOn = (name: string) => browser.page.getByLabel(`Select ${name}`, { exact: true }).focus();

it('accepts several tickets with the keyboard, each by a decision of its own, and says which failed', async () => {
  const { page, complaints } = browser;
  const ids = [await seed('Fee one'), await seed('Fee two'), await seed('Fee three'), await seed('Fee four')];
  const { workflows } = fixture.deps;
  const works = workflows.review;
  const sent: { caseId: string; id: string }[] = [];
  let refusals = 1;
  workflows.review = async (caseId, decision) => {
    sent.push({ caseId, id: decision.id });
    if (caseId === ids[1] && refusals-- > 0)
      throw new DocketError('unavailable.temporal', 'The temporal of this service does not answer');
    await works(caseId, decision);
  };
  await page.goto(`${fixture.address}/tickets?state=review`);
  await page.getByRole('link', { name: 'Fee four' }).waitFor();
  await page.getByText('this desk accepts from 80 %').first().waitFor();
  await page.getByText('Medium').first().waitFor();
  await focusOn('Fee one');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('button', { name: 'Accept 3 tickets' }).waitFor();
  await page.keyboard.press('Control+Enter');
  assert.equal(await page.getByLabel('Signed by').evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type('Ada Reviewer');
  await page.keyboard.press('Control+Enter');
  await page.getByText('2 accepted, 1 not').waitFor();
  const failures = page.getByRole('alert', { name: 'Not accepted' });
  await failures.getByText('Fee two').waitFor();
  await failures.getByText('unavailable.temporal').waitFor();
  assert.match(complaints.splice(0).join(), /status of 503/);
  assert.deepEqual(await Promise.all(ids.map(labelOf)), [
    ['accepted', 'card_payment_fee_charged'],
    ['review', 'card_payment_fee_charged'],
    ['accepted', 'card_payment_fee_charged'],
    ['review', 'card_payment_fee_charged'],
  ]);

  await focusOn('Fee two');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByText('1 accepted', { exact: true }).waitFor();
  workflows.review = works;
  assert.equal(new Set(sent.map(({ id }) => id)).size, 3, 'one decision a ticket');
  const [first, again] = sent.filter(({ caseId }) => caseId === ids[1]);
  assert.equal(first?.id, again?.id, 'the same decision sent again keeps its id');
  assert.deepEqual(complaints, []);
});

it('gives all that is selected one label', async () => {
  const { page, complaints } = browser;
  const ids = [await seed('Card five'), await seed('Card six')];
  await page.goto(`${fixture.address}/tickets?state=review&desk=banking77`);
  await focusOn('Card five');
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Accept 3 tickets' }).waitFor();
  await page.getByLabel('Select Fee four').uncheck();
  await page.getByLabel('with').selectOption('card_arrival');
  await page.getByRole('button', { name: 'Accept 2 tickets' }).click();
  await page.getByText('2 accepted', { exact: true }).waitFor();
  for (const id of ids) assert.deepEqual(await labelOf(id), ['accepted', 'card_arrival']);
  await page.getByLabel('Desk').selectOption('it-topic');
  await page.getByText('No ticket waits for a person.').waitFor();
  assert.deepEqual(complaints, []);
});
