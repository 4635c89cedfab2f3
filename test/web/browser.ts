import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const args = ['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking'];
/** WebGPU by a rasteriser on the processor: slow, and the same for every machine. */
const softwareGraphics = [
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
];
/** Milliseconds for a busy machine to show what a test waits for. */
const PATIENCE_MS = 20_000;

export interface BrowserFixture {
  context: BrowserContext;
  page: Page;
  /** What the console called an error, what broke the content security policy, and what no code caught. */
  complaints: string[];
  close(): Promise<void>;
}

/** A fresh Chromium with a profile of its own, without WebGPU but where asked. `CHROMIUM_PATH` names another program than Debian's. */
export async function openBrowser({ webgpu = false } = {}): Promise<BrowserFixture> {
  const profile = await mkdtemp(join(tmpdir(), 'docket-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...args, ...(webgpu ? softwareGraphics : ['--disable-gpu'])],
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
