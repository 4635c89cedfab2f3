import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { lockCase } from '../../store/review-locks.ts';
import { barriers, serveAxe } from './axe.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedAcceptedDocument } from './seed-accepted-document.ts';
import { seedDocumentInReview } from './seed-document.ts';
import { seedStatistics } from './seed-statistics.ts';
import { seedTicket } from './seed-ticket.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
  await serveAxe(browser.page);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await closeReaders();
});

/** @param open what a person does before the view is there */
async function problems(path: string, ready: string, open: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const { page } = browser;
  await page.goto(fixture.address + path);
  await page.getByText(ready).first().waitFor();
  await open();
  return (await barriers(page)).map((barrier) => `${path} ${barrier}`);
}

for (const colorScheme of ['light', 'dark'] as const)
  it(`has no known barrier in the ${colorScheme} theme`, async () => {
    await browser.page.emulateMedia({ colorScheme });
    const document = await seedDocumentInReview(fixture.deps);
    const text = 'I paid €12.50 on 3 March 2024. Write to anna@example.com.';
    const doubtful = await seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.5);
    const accepted = await seedTicket(fixture.deps.db, { desk: 'banking77', text }, 0.95);
    const held = await seedDocumentInReview(fixture.deps);
    await lockCase(fixture.deps.db, held, { holder: 'session:other', reviewer: 'Anna' }, { takeOver: false });
    const { keyboard } = browser.page;
    const drawBox = async () => {
      await keyboard.press('Alt+N');
      await keyboard.press('Alt+B');
      await browser.page.locator('.drawn-box').waitFor();
    };
    const listKeys = async () => {
      await keyboard.press('?');
      await browser.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    };
    const editLines = async () => {
      await browser.page.getByLabel('Line 1, Total', { exact: true }).fill('41.00');
      await keyboard.press('Alt+Enter');
      await keyboard.type('no amount');
    };
    const found = [
      ...(await problems('/', 'AzureInterior.pdf')),
      ...(await problems('/?state=review', 'Anna has been on it')),
      ...(await problems(`/cases/${held}`, 'You can read it, not decide it')),
      ...(await problems(`/cases/${document}`, 'To check', listKeys)),
      ...(await problems(`/cases/${document}`, 'To check', drawBox)),
      ...(await problems(`/cases/${document}`, 'To check', editLines)),
      ...(await problems(`/cases/${document}`, 'To check')),
      ...(await problems(`/cases/${document}?tab=audit`, 'Decided')),
      ...(await problems(`/cases/${doubtful}`, 'Your decision')),
      ...(await problems(`/cases/${accepted}`, 'Alternatives')),
      ...(await problems('/tickets', 'Try a ticket')),
      ...(await problems('/on-device', 'offers no model for devices')),
      ...(await problems('/settings', 'Make key')),
      ...(await problems('/about', 'No models are installed')),
      ...(await problems('/signed-out?link=used', 'used before')),
    ];
    const look = await seedAcceptedDocument(fixture.deps);
    await seedStatistics(fixture.deps.db, 3);
    found.push(
      ...(await problems('/tickets?state=review', 'Suggestion')),
      ...(await problems('/second-looks', 'The watch over the bound')),
      ...(await problems(`/second-looks/${look}`, 'Is this right?')),
      ...(await problems('/dashboard', 'As a table')),
      ...(await problems('/desks', 'Your own labels')),
    );
    assert.deepEqual(found, []);
    const complaints = browser.complaints.splice(0);
    assert.deepEqual(
      complaints.filter((text) => !(text.includes(held) && text.includes('409'))),
      [],
    );
  });

it('moves nothing for a person who asked for less motion', async () => {
  const { page } = browser;
  await page.goto(`${fixture.address}/`);
  await page.locator('.drop-zone').waitFor();
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
        })
        .map(({ className }) => String(className)),
    );
  assert.deepEqual(await moving(), []);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.ok((await moving()).includes('drop-zone'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
});
