import { decimals, type Machine, reaches, type Section } from './report.ts';

const COMMAND = 'npm run bench -- --docs';

/** What no figure says by itself, by part. */
const PROSE: Record<string, string> = {
  alone: `The networks without a queue and without a workflow: the bound of everything below. One thread for each contender.`,
  queue: `The same texts as jobs through Redis and the blob store, as the inference worker takes them.`,
  batching: `A bulk through the queue beside a bare loop over the same batches, and many clients with batches and with each text on its own.
One session thread.`,
  durable: `Everything through the running service, on one machine, beside workflows that do nothing on the same Temporal server in the
same rounds: with no activity, with one local activity, one ordinary activity, and one local activity answered through update-with-start.
CPU time is what the kernel counted for each process (\`/proc\`), the bench's own included.

**How a ticket goes.** A single one has a workflow of its own: one workflow task and one local activity, which labels it in process while
the case is taken to work, and records it; a doubtful one is recorded by a second. No queue. In bulk 200 tickets share a workflow and a slice of them shares one inference job and one transaction; results, evidence, audit
entries and failures are still those of each ticket. Doubtful ones are recorded with their slice as waiting for a person and wait
together in one workflow a batch. Each gets a workflow of its own when a decision on it comes, by update-with-start, or when half the time to
its first reminder, escalation or deadline is over. A workflow costs several times the CPU of a ticket's inference (tables below), and
banking77 leaves 29 % of tickets in doubt (docs/models.md): a workflow for each at once would cost more than the inference of all. Where
a larger model is configured, each doubtful ticket still has its own at once, since the model is to be asked about it.

**How a document goes.** \`read\` (ordinary: it may take minutes), \`route\` (local), \`extract\` (ordinary, completed by the inference
worker), \`check\` and \`record\` (local). Exact data skips \`extract\`. Only references travel.

**What profiles of the worker showed** (\`node --cpu-prof\`), and what was done: the SDK takes a stack trace at each promise of a workflow and
looks up its frames in the source map, a third of the CPU of a short workflow (\`workflows/no-stacks.ts\`: none are taken); spans were made
whether or not anyone traced (\`workflows/tracing.ts\`); zod contracts were evaluated for each workflow that waits for a person (they are
small files of their own now); cards of models were parsed for each case (\`models/kept-while-unchanged.ts\`); every open run was looked at
each second to see whether it had closed (\`store/runs.ts\`).

**Eager starts.** Activities start eagerly (\`system.enableActivityEagerExecution\`, in \`npm start\` and compose). An eager start of
workflows needs client and worker in one process; API and worker are two, so that either may be restarted alone.`,
  peers: `What one could take instead, on the same held-out rows and pages, each item asked about by all in turn. Peers that are not
installed are named with the line that installs them. TF-IDF and the Hugging Face pipeline learned from the train rows; the language model from none.
invoice2data answers by templates: only where one that it ships fits.`,
};

function table({ figures, unit, measure = 'ms', limit }: Section): string[] {
  const rows = Object.entries(figures);
  if (rows.length === 0) return [];
  const bound = figures[limit]?.median ?? Number.NaN;
  const cells = rows.map(([name, { median, low, high, p95, rounds }]) => {
    const times = name === limit ? '1' : (median / bound).toFixed(2);
    const tail = rounds < 20 ? '' : decimals(p95);
    return `| ${name} | ${decimals(median)} | ${decimals(low)} – ${decimals(high)} | ${tail} | ${rounds} | ${times} |`;
  });
  return [
    `| | ${measure} ${unit} | 10 % – 90 % | p95 | n | × ${limit} |`,
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...cells,
    '',
  ];
}

function ratioList({ ratios }: Section): string[] {
  const rows = Object.entries(ratios).map(([name, ratio]) => {
    if (typeof ratio === 'number') return `| \`${name}\` | ${decimals(ratio)} | | |`;
    const { median, low, high, better, goal } = ratio;
    const aim =
      goal === undefined ? '' : `${better === 'higher' ? '≥' : '≤'} ${goal}: ${reaches(ratio) ? 'reached' : 'missed'}`;
    return `| \`${name}\` | ${median.toFixed(3)} | ${low.toFixed(3)} – ${high.toFixed(3)} | ${aim} |`;
  });
  return rows.length === 0
    ? []
    : ['| ratio | median | 10 % – 90 % | goal |', '| --- | ---: | ---: | --- |', ...rows, ''];
}

/** docs/throughput.md: every comparison of a run with its ratios and its figure. */
export function page(
  measured: ReadonlyMap<string, readonly Section[]>,
  machine: Machine,
  figureOf: (part: string, section: Section) => string | null,
): string {
  const about = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}`;
  const head = [
    '# Throughput',
    '',
    `Generated by \`${COMMAND}\`; ${about}. Do not edit: run it again. Contenders of a table were run in turn, round by round; a ratio is`,
    'the median of its rounds, each of which measured both sides. Ratios travel to other machines, times do not. `npm run bench` compares',
    'with the last recorded run (`bench/recorded/`), `--json F` writes every ratio as a named number, `--quick` is a first look.',
    '',
  ];
  const parts = [...measured].flatMap(([part, sections]) => [
    `## ${part}`,
    '',
    ...(PROSE[part] ? [PROSE[part], ''] : []),
    ...sections.flatMap((section) => {
      const figure = figureOf(part, section);
      return [
        `### ${section.title}`,
        '',
        ...table(section),
        ...ratioList(section),
        ...section.notes.map((note) => `- ${note}`),
        ...(section.notes.length > 0 ? [''] : []),
        ...(figure ? [`![${section.title}](figures/${figure})`, ''] : []),
      ];
    }),
  ]);
  return `${[...head, ...parts].join('\n').trimEnd()}\n`;
}
