import type { Times } from './decide-times.ts';
import type { Weight } from './page-weight.ts';

export interface EdgeReport {
  command: string;
  machine: { cpu: string; cores: number; load: number; browser: string; threads: number; graphics: boolean };
  weights: Weight[];
  /** The first decision of a page whose models are kept but not loaded. */
  cold: Times[];
  /** Later decisions, in the browser and by the same code in Node. */
  warm: Times[];
  node: Times[];
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const weightRow = ({ what, bytes, gzip, sent }: Weight): string =>
  `| ${what} | ${megabytes(bytes)} | ${megabytes(gzip)} | ${megabytes(sent)} |`;

function warmRow({ what, n, p50, p95, least, most }: Times, node: readonly Times[]): string {
  const beside = node.find((times) => times.what === what);
  const cells = [
    what,
    `${n}`,
    milliseconds(p50),
    milliseconds(p95),
    `${milliseconds(least)} to ${milliseconds(most)}`,
    beside ? `${milliseconds(beside.p50)}, ${milliseconds(beside.p95)}` : '–',
    beside ? (p50 / beside.p50).toFixed(2) : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

const coldRow = ({ what, n, p50, least, most }: Times): string =>
  `| ${what} | ${n} | ${milliseconds(p50)} | ${milliseconds(least)} to ${milliseconds(most)} |`;

function tables({ command, machine, weights, cold, warm, node }: EdgeReport): string {
  return `Made by \`${command}\` on ${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)} before, ${machine.browser};
${machine.threads} threads for a model, ${machine.graphics ? 'the graphics card tried beside the processor' : 'no graphics card: all on the processor'}.${
    machine.load > machine.cores ? '\nThe machine was busy with other work: on an idle one all takes less.' : ''
  }

| weight, MB | as it is | gzip | as sent (Brotli where it helps) |
|---|---|---|---|
${weights.map(weightRow).join('\n')}

| first decision, models kept but not loaded, ms | n | median | least to most |
|---|---|---|---|
${cold.map(coldRow).join('\n')}

| later decisions, ms | n | p50 | p95 | least to most | Node, same code: p50, p95 | browser / Node |
|---|---|---|---|---|---|---|
${warm.map((times) => warmRow(times, node)).join('\n')}
`;
}

export const printReport = (report: EdgeReport): void => console.log(`\n${tables(report)}`);

/** `docs/on-device.md`: how the page on the device works, and what it costs. */
export function edgePage(report: EdgeReport): string {
  return `# On this device

The page *On this device* decides tickets and PDF documents in the browser, by the models and the code of the service; nothing of
them is sent. What a person keeps there works without a network.

- **The same code.** \`web/on-device/thread/\` runs in a worker thread of the page and imports tokenizer, windows, decoding,
  calibration, bounds, checks and the decision from the rooms where the service has them. What differs is behind ports:
  \`models/packages.ts\` (where a package comes from), \`models/sessions.ts\` (what runs a model), \`PdfiumSource\` and
  \`PageRecognition\` of \`reading/pdf/\`. \`npm run check\` bundles the thread and fails where anything that it reaches imports Node.
- **The same reading.** PDFium reads a PDF in the browser as in the service, the same WebAssembly; e-invoices inside are read
  exactly. A page that would need recognition is refused with \`device.needs-service\`, as is every other kind of file.
- **The same models**, by hash: \`GET /v1/on-device/packages\` lists those that serve, \`GET /v1/on-device/files/HASH\` gives their
  files, both behind sign-in. The browser checks the SHA-256 of each and keeps them in its Cache Storage. Over plain http
  (other than to this machine) browsers give no such storage and no hashes: what is fetched is gone with the page.
- **Without a network.** A service worker with the scope \`/on-device\` keeps the page and its scripts; models and WebAssembly lie
  in \`docket-on-device\`. It keeps no answer of the service. Signing out removes the models.
- **Security.** Only the scripts under \`/on-device/\` may compile WebAssembly (\`wasm-unsafe-eval\`); the page's own policy stays as it
  was. Everything comes from this service.
- **What it leaves out**, and says so: the policy of the desk, what is remembered of suppliers and orders, larger models,
  recognition. It shows what the specialist decides by itself, and beside it what each bound on whole documents that a policy can
  choose would make of that.

## The same decisions

\`test/web/device-decisions.test.ts\` decides 140 validation tickets and 67 PDFs (all sample invoices but five scans, which the device refuses, and three printed or
written by the test) in Chromium and by the command line's code, and compares them. Fields, lines, taxes, places, findings, reasons
and what bounds on whole documents make of them are equal. Confidences may differ by 0.03: rounding
in quantised layers depends on the processor, and moves a value on the edge of a step (as between two processors in the service).
Labels and acceptance may differ only where a confidence lies within 0.03 of a bound or of the next label, and on at most 5 % of the
tickets.

## Weight and time

${tables(report)}
- A skill needs the page, the thread, one of the two of onnxruntime-web and its models; documents need PDFium too. Each is fetched once.
- Times are what the page waits: message to the thread, reading, tokens, model, decoding, checks, decision. They do not hold the
  fetch, which hangs on the network.
- Models run on the processor with its vector instructions, on up to four threads where the page is isolated
  (\`cross-origin-embedder-policy\`), which the service sees to.
- Where the browser has WebGPU and its WebAssembly can wait for it, the first inputs of each model run on both; the graphics card
  runs the model only where its outputs lie within 0.1 of the processor's and come sooner. Tests try this on WebGPU in software; on
  a real graphics card nothing was measured yet.
`;
}
