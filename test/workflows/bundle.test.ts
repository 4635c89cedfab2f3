import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';
import { workflowNames } from '../../schemas/workflow-names.ts';
import { buildBundle } from '../../workflows/build-bundle.ts';

/** Node's own modules that the sandbox replaces by ones without effects. */
const harmless = /^(assert|url|util)$/;

describe('workflow bundle', () => {
  let code: string;
  before(async () => {
    code = await buildBundle();
  });

  it('holds the workflows and the tracing interceptors', () => {
    const workflows = Object.values(workflowNames);
    assert.equal(workflows.length, 5);
    for (const name of [...workflows, 'OpenTelemetryInboundInterceptor']) assert.ok(code.includes(name), name);
  });

  it('takes from the project only workflows/ and schemas/', () => {
    const rooms = new Set([...code.matchAll(/"\.\/(?!node_modules)([\w-]+)\/[\w./-]+\.ts"/g)].map(([, room]) => room));
    assert.deepEqual([...rooms].sort(), ['schemas', 'workflows']);
  });

  it('reaches no module of Node and no client', () => {
    const outside = [...code.matchAll(/module\.exports = require\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    assert.deepEqual(
      outside.filter((name) => !harmless.test(name)),
      [],
    );
    assert.ok(!/node_modules\/(@temporalio\/(client|activity|worker)|pino|postgres|bullmq)\//.test(code));
  });

  it('cannot be built from code that reaches for Node', async () => {
    const folder = await mkdtemp(join(packageRoot, 'test', 'workflows', 'bundle-'));
    try {
      const path = join(folder, 'workflow.ts');
      await writeFile(
        path,
        `import { readFileSync } from 'node:fs';\nexport const peek = async () => readFileSync('/');\n`,
      );
      let report = '';
      await assert.rejects(
        buildBundle(path, (line) => {
          report += line;
        }),
      );
      assert.match(report, /node:fs/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is the same in any folder: it names none', () => {
    assert.ok(!code.includes(packageRoot));
  });

  it('is made of sources that read no clock, no chance and no environment', () => {
    const folder = join(packageRoot, 'workflows');
    for (const file of readdirSync(folder).filter((name) => name !== 'build-bundle.ts')) {
      const source = readFileSync(join(folder, file), 'utf8');
      assert.doesNotMatch(source, /Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|node:/, file);
    }
  });
});
