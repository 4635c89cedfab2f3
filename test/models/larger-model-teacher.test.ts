import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openTeacher } from '../../models/larger-model/teacher.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { fixtureModels } from './fixture-models.ts';
import { conformsToLargerModel } from './larger-model-conformance.ts';

describe('the teacher', () => {
  const registry = openRegistry({ extraFolders: [fixtureModels] });
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  after(() => sessions.close());

  conformsToLargerModel(async () => {
    const teacher = await openTeacher(registry, sessions, 'form-tiny');
    assert.ok(teacher);
    return teacher;
  });

  it('is null where none is installed', async () => {
    assert.equal(await openTeacher(registry, sessions, 'no-such-teacher'), null);
  });
});
