import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Serves axe from the page's own address, since its policy lets no other script in. */
export const serveAxe = (page: Page) => page.route('**/axe.js', (route) => route.fulfill({ path: axePath }));

/** What axe finds wrong with the page as it stands, one line each. */
export async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ url: '/axe.js' });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}
