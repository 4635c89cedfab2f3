import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';

let tree: string;
before(async () => {
  tree = await mkdtemp(join(tmpdir(), 'docket-rooms-'));
  for (const name of ['node_modules', 'package.json', 'tsconfig.json']) {
    await symlink(join(packageRoot, name), join(tree, name));
  }
});
after(() => rm(tree, { recursive: true, force: true }));

async function check(files: Record<string, string>): Promise<{ status: number | null; output: string }> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  }
  const script = join(packageRoot, 'scripts', 'check-boundaries.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, tree], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

it('lets a room import what the table allows, and refuses the opposite, types and cycles too', async () => {
  const allowed = await check({
    'schemas/a.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
    'store/b.ts': "import { a } from '../schemas/a.ts';\nexport const b = a;\n",
  });
  assert.equal(allowed.status, 0, allowed.output);

  const refused = await check({
    'checks/c.ts': "import type { D } from '../api/d.ts';\nimport 'node:fs';\nexport type C = D;\n",
    'api/d.ts': "import type { E } from './e.ts';\nexport type D = E;\n",
    'api/e.ts': "import type { D } from './d.ts';\nexport type E = D;\n",
    'workflows/f.ts': "import { readFileSync } from 'node:fs';\nexport const f = readFileSync;\n",
  });
  assert.notEqual(refused.status, 0);
  for (const rule of [
    'checks-imports: checks/c.ts → api/d.ts',
    'checks-are-pure: checks/c.ts',
    'no-cycles: api/',
    'workflows-are-deterministic: workflows/f.ts',
  ]) {
    assert.ok(refused.output.includes(rule), `${rule} not in:\n${refused.output}`);
  }
});
