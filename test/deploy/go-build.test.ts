import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { areBuilt, buildGoPrograms, type GoPrograms } from '../../deploy/local/go-build.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { DocketError } from '../../schemas/errors.ts';

let cache: string;
let go: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'docket-go-'));
  go = join(cache, 'go');
  // Stands in for the compiler: notes what it is asked, and when a build begins and ends.
  await writeFile(
    go,
    `#!/bin/sh
echo "$1 $2 $3" >> ${cache}/asked
case "$*" in *broken*) echo 'no such module' >&2; exit 1;; esac
if [ "$1" = build ]; then
  echo begin >> ${cache}/builds
  sleep 0.3
  echo '#!/bin/sh' > "$6" && chmod 755 "$6"
  echo end >> ${cache}/builds
fi
`,
  );
  await chmod(go, 0o755);
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const programs = (name: string): GoPrograms => ({
  title: name,
  pinned: [`example.org/${name}@v1.0.0`],
  programs: { [name]: `example.org/${name}`, [`${name}-tool`]: `example.org/${name}/tool` },
  takes: 'a moment',
});
const build = (name: string) => buildGoPrograms(go, join(cache, name), programs(name), { progress: silentProgress });
const lines = async (file: string) => (await readFile(join(cache, file), 'utf8')).trim().split('\n');

it('builds one thing at a time, each once, whoever asks', async () => {
  await Promise.all([build('one'), build('two'), build('one')]);
  for (const name of ['one', 'two']) {
    assert.ok(areBuilt(join(cache, name), programs(name)));
    assert.deepEqual((await readdir(join(cache, name))).sort(), [name, `${name}-tool`]);
  }
  assert.deepEqual(await lines('builds'), Array.from({ length: 4 }, () => ['begin', 'end']).flat());
  const fetched = (await lines('asked')).filter((line) => line.startsWith('get'));
  assert.deepEqual(fetched.sort(), ['get -tool example.org/one@v1.0.0', 'get -tool example.org/two@v1.0.0']);
});

it('a build that fails says why, leaves nothing, and lets the next one go on', async () => {
  await assert.rejects(
    build('broken'),
    (error) =>
      error instanceof DocketError &&
      error.code === 'start.missing-program' &&
      /broken could not be built \("go get"\): no such module/.test(error.message),
  );
  assert.deepEqual(await readdir(join(cache, 'broken')), []);
  await build('one');
  assert.ok(areBuilt(join(cache, 'one'), programs('one')));
});
