import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { packageRoot } from '../../schemas/package-root.ts';
import { decideTimes } from './decide-times.ts';
import { nodeTimes } from './node-times.ts';
import { type EdgeReport, edgePage, printReport } from './page.ts';
import { packageWeight, pageWeights, together } from './page-weight.ts';
import { servePage } from './serve-page.ts';

/**
 * `npm run bench:edge [-- --json F] [--docs]`: what the page that decides on a device weighs, and how long its decisions take
 * in Chromium on this machine beside the same code in Node. `--docs` writes docs/on-device.md. `--tickets`, `--invoices` and
 * `--cold` say how often.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    docs: { type: 'boolean', default: false },
    tickets: { type: 'string', default: '200' },
    invoices: { type: 'string', default: '50' },
    cold: { type: 'string', default: '5' },
  },
});
const DESKS = ['banking77', 'clinc150'];
const counts = { tickets: Number(values.tickets), invoices: Number(values.invoices), cold: Number(values.cold) };
const load = loadavg()[0] ?? 0;

const served = await servePage();
const profile = await mkdtemp(join(tmpdir(), 'docket-bench-browser-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const packages = served.onDevice.list();
  const pathOf = (sha256: string) => served.onDevice.find(sha256)?.path ?? '';
  const named = (what: string, names: readonly string[]) =>
    packageWeight(
      what,
      packages.filter(({ card }) => names.includes(card.name)),
      pathOf,
    );
  const { page: shell, thread, runtime, graphicsRuntime, pdfium } = pageWeights(served.webFolder);
  const banking = named('banking77', ['banking77']);
  const entities = named('entities in tickets', ['ticket-entities']);
  const invoice = named('documents: invoice', ['invoice']);
  const page = await browser.newPage();
  await page.goto(await served.signInLink());
  const { cold, warm, engine } = await decideTimes(browser, served, DESKS, counts);
  const report: EdgeReport = {
    command: ['npm run bench:edge', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
      cores: availableParallelism(),
      load,
      browser: `Chromium ${browser.browser()?.version() ?? ''}`.trim(),
      threads: engine.threads,
      graphics: engine.graphics,
    },
    weights: [
      shell,
      thread,
      runtime,
      graphicsRuntime,
      pdfium,
      banking,
      named('clinc150 with its encoder', ['clinc150', 'sentence-encoder']),
      entities,
      invoice,
      together('all for tickets of banking77', [shell, thread, runtime, entities, banking]),
      together('all for documents', [shell, thread, runtime, pdfium, invoice]),
    ],
    cold,
    warm,
    node: await nodeTimes(DESKS, counts, engine.threads),
  };
  printReport(report);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.docs) writeFileSync(join(packageRoot, 'docs', 'on-device.md'), edgePage(report));
} finally {
  await browser.close();
  await served.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 3 });
}
