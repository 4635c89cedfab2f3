import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openRegistry } from '../../models/registry.ts';
import { CPU_LIMITS, openSessions } from '../../models/session-pool.ts';
import { parseConfig } from '../../schemas/config.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { LoadedModels } from '../../workers/inference/loaded-models.ts';
import { measureModelMemory } from '../../workers/inference/model-memory.ts';
import { openModel } from '../../workers/inference/open-model.ts';
import { fixtureModels } from '../models/fixture-models.ts';

const registry = openRegistry({ extraFolders: [fixtureModels] });
const sessions = openSessions({ providers: 'cpu', threads: 1, warmUp: true });
const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: join(tmpdir(), 'docket-loaded-models') }));
after(() => sessions.close());

/** Models of stated sizes, really opened, and what was loaded and unloaded. */
function shelf(limitBytes: number | null, sizes: Record<string, number>) {
  const opened: string[] = [];
  const unloaded: string[] = [];
  let loaded: string[] = [];
  const models = new LoadedModels(limitBytes, {
    async open(name) {
      opened.push(name);
      return openModel(name, registry, sessions, blobs);
    },
    measure: async (name) => sizes[name] ?? 0,
    async unload(file) {
      unloaded.push(file);
      await sessions.unload(file);
    },
    changed: (now) => {
      loaded = [...now.keys()];
    },
  });
  return { models, opened, unloaded, loaded: () => loaded };
}

const nothing = async () => {};

test('a model is loaded at its first use and stays where there is no limit', async () => {
  const { models, opened, loaded } = shelf(null, {});
  await Promise.all([models.use('desk-tiny', nothing), models.use('desk-tiny', nothing)]);
  await models.use('form-tiny', nothing);
  assert.deepEqual(opened, ['desk-tiny', 'form-tiny']);
  assert.deepEqual(loaded(), ['desk-tiny', 'form-tiny']);
});

test('beyond the limit the least recently used one goes, and comes back when it is asked for', async () => {
  const { models, opened, unloaded, loaded } = shelf(100, { 'desk-tiny': 60, 'form-tiny': 60 });
  await models.use('desk-tiny', nothing);
  await models.use('form-tiny', nothing);
  assert.deepEqual(loaded(), ['form-tiny']);
  assert.match(unloaded.join(), /desk-tiny/);
  await models.use('desk-tiny', nothing);
  assert.deepEqual(opened, ['desk-tiny', 'form-tiny', 'desk-tiny']);
});

test('a model is not unloaded while it runs, but as soon as it has ended', async () => {
  const { models, unloaded, loaded } = shelf(100, { 'desk-tiny': 60, 'form-tiny': 60 });
  let end = () => {};
  const running = models.use(
    'desk-tiny',
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  await models.use('form-tiny', nothing);
  assert.ok(!unloaded.join().includes('desk-tiny'));
  end();
  await running;
  assert.equal(loaded().length, 1);
});

test('one larger than the limit is served all the same; one that cannot be opened is tried again', async () => {
  const { models, opened, loaded } = shelf(100, { 'desk-tiny': 500 });
  await models.use('desk-tiny', nothing);
  await models.use('desk-tiny', nothing);
  assert.deepEqual(loaded(), ['desk-tiny']);
  assert.equal(opened.length, 1);
  await assert.rejects(models.use('no-such', nothing), { code: 'model.unknown' });
  await assert.rejects(models.use('no-such', nothing), { code: 'model.unknown' });
  assert.equal(opened.length, 3);
});

test('the memory of a shipped model is measured, and that of a small one is less', async () => {
  const order = { modelFolders: [fixtureModels], provider: 'cpu' as const, threads: 1, intraOpThreads: 1 };
  const limits = { ...CPU_LIMITS, maxTokens: 256 };
  const small = await measureModelMemory({ ...order, limits, name: 'desk-tiny' });
  const shipped = await measureModelMemory({ ...order, limits, name: 'banking77' });
  assert.ok(shipped > 18_291_086, `${shipped} bytes is less than the file of its weights`);
  assert.ok(small < shipped, `${small} and ${shipped} bytes`);
});
