import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { listCorrections } from '../../store/corrections.ts';
import { policyOf } from '../../store/policies.ts';
import { decideSecondLook, drawSecondLooks, openSecondLooks } from '../../store/second-looks.ts';
import { acceptedValues } from '../../web/second-looks/accepted-values.ts';
import { countSecondLooks } from '../../workers/second-look-counter.ts';
import { foundDocument } from '../store/decided-document.ts';
import { documentBounds } from '../workflows/document-bounds.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedAcceptedDocument } from './seed-accepted-document.ts';
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
  await closeReaders();
});

async function drawTicket(text: string): Promise<string> {
  const { db } = fixture.deps;
  const id = await seedTicket(db, { desk: 'banking77', text }, 0.95);
  await drawSecondLooks(db, { ...(await policyOf(db, 'banking77')), secondLooks: 1 }, [id]);
  return id;
}

it('says that nothing waits, and that no desk was looked at yet', async () => {
  const { page, complaints } = browser;
  await page.getByRole('link', { name: 'Second looks' }).click();
  await page.getByText('Nothing waits for a second look.').waitFor();
  const row = page.getByRole('row', { name: /^banking77/ });
  await row.getByText('Nothing seen yet').waitFor();
  assert.deepEqual(complaints, []);
});

it('judges a ticket and then a document by the keyboard alone', async () => {
  const { page, complaints } = browser;
  const { db } = fixture.deps;
  const ticket = await drawTicket('Why was I charged a fee?');
  const document = await seedAcceptedDocument(fixture.deps);
  await page.goto(`${fixture.address}/second-looks`);
  await page.getByRole('link', { name: 'Begin with the oldest' }).focus();
  await page.keyboard.press('Enter');
  const accepted = page.getByRole('region', { name: 'Accepted values' });
  await accepted.getByText('Card payment fee charged').waitFor();

  await page.keyboard.press('Space');
  await accepted.getByLabel('What is right for Intent').selectOption('card_arrival');
  await page.keyboard.press('Control+Enter');
  assert.equal(await page.getByLabel('Signed by').evaluate((input) => input === window.document.activeElement), true);
  await page.keyboard.type('Ada Looker');
  await page.keyboard.press('Control+Enter');

  await accepted.getByText('INV/2023/03/0008').waitFor();
  assert.equal(await accepted.getByText('150.90').count(), 0, 'a value that was not accepted is not asked for');
  assert.equal(await page.locator('.looked').count(), 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('the twentieth');
  await accepted.getByText('Expected a date').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2023-03-21');
  await page.getByRole('button', { name: '1 value is wrong' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Nothing waits for a second look.').waitFor();

  assert.deepEqual(await openSecondLooks(db, 10), []);
  const [ofTicket] = await listCorrections(db, { caseId: ticket });
  assert.deepEqual([ofTicket?.path, ofTicket?.after, ofTicket?.reviewer], ['intent', 'card_arrival', 'Ada Looker']);
  const ofDocument = await listCorrections(db, { caseId: document });
  assert.deepEqual(
    ofDocument.map(({ path, before, after }) => [path, before, after]),
    [['issueDate', '2023-03-20', '2023-03-21']],
  );
  await countSecondLooks(db);
  await page.reload();
  const row = page.getByRole('row', { name: /^banking77/ });
  await row.getByText('Holds so far').waitFor();
  assert.match((await row.textContent()) ?? '', /^banking7711/);
  assert.deepEqual(complaints, []);
});

it('leaves a case alone that someone else looked at meanwhile', async () => {
  const { page, complaints } = browser;
  const id = await drawTicket('What does it cost to top up?');
  await page.goto(`${fixture.address}/second-looks/${id}`);
  await page.getByRole('button', { name: 'All right' }).waitFor();
  await fixture.deps.db.transaction((tx) => decideSecondLook(tx, { caseId: id, reviewer: 'Bea', wrong: [] }));
  await page.getByRole('button', { name: 'All right' }).click();
  await page.getByText('Bea had a second look').or(page.getByText('does not wait for a look')).first().waitFor();
  complaints.splice(0);
  await page.goto(`${fixture.address}/second-looks/no-such-case`);
  await page.getByText('request.not-found').waitFor();
  complaints.splice(0);
});

it('asks also about what was only in doubt where the bound on whole documents let a document pass', () => {
  const outcome = foundDocument('accepted', null);
  const paths = (of: typeof outcome) => acceptedValues(of).map(({ path }) => path);
  assert.deepEqual(paths(outcome), ['invoiceNumber', 'totalGross']);
  const [always] = documentBounds.bounds.always;
  assert.ok(always);
  const { score, fields } = documentBounds;
  const documentBound = { ...always, automation: 'always' as const, score, fields, reached: 0.95 };
  const bounded = { ...outcome, decision: { ...outcome.decision, documentBound } };
  assert.deepEqual(paths(bounded).toSorted(), ['invoiceNumber', 'sellerName', 'totalGross']);
  const { sellerName } = bounded.result.fields;
  assert.ok(sellerName);
  bounded.result.fields.totalNet = { ...sellerName, source: 'rule' };
  assert.ok(!paths(bounded).includes('totalNet'), 'nothing on the page says it');
});
