import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { preparePython } from '../../cli/prepare-python.ts';
import { prepareEnvironment } from '../../cli/training-environment.ts';
import { makeZip } from '../reading/make-zip.ts';

/** A wheel of one empty module. */
function writeWheel(folder: string, name: string, version: string, requires: string[] = []): void {
  const [module, info] = [name.replaceAll('-', '_'), `${name.replaceAll('-', '_')}-${version}.dist-info`];
  const needs = requires.map((need) => `Requires-Dist: ${need}\n`).join('');
  const files = {
    [`${module}/__init__.py`]: '',
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needs}`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((file) => `${file},,\n`).join('');
  const members = Object.entries({ ...files, [`${info}/RECORD`]: record }).map(([path, content]) => ({
    name: path,
    content,
  }));
  writeFileSync(join(folder, `${module}-${version}-py3-none-any.whl`), makeZip(members));
}

describe('the Python of full trainings', { skip: process.platform !== 'linux' || process.arch !== 'x64' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-python-'));
  const project = join(folder, 'project');
  let server: ChildProcess;
  let index = '';
  let uv = '';

  before(async () => {
    uv = await preparePython();
    const [wheels, builds] = [join(folder, 'wheels'), join(folder, 'index', 'torch')];
    for (const made of [project, wheels, builds]) mkdirSync(made, { recursive: true });
    writeWheel(wheels, 'torch', '1.0', ['nvidia-fake', 'triton', 'beside']);
    for (const name of ['nvidia-fake', 'triton', 'beside']) writeWheel(wheels, name, '1.0');
    writeWheel(builds, 'torch', '1.0+cpu', ['beside']);
    writeFileSync(
      join(project, 'pyproject.toml'),
      `[project]\nname = "trained"\nversion = "0.1"\nrequires-python = ">=3.11"\ndependencies = ["torch"]\n\n[tool.uv]\nno-index = true\nfind-links = ["${wheels}"]\n`,
    );
    const locked = spawnSync(uv, ['lock', '--project', project], { encoding: 'utf8' });
    assert.equal(locked.status, 0, locked.stderr);
    server = spawn('python3', ['-um', 'http.server', '0', '--bind', '127.0.0.1', '--directory', join(folder, 'index')]);
    const [first] = await once(server.stdout ?? server, 'data');
    index = `http://127.0.0.1:${/port (\d+)/.exec(String(first))?.[1]}`;
  });
  after(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });

  const prepared = (name: string, from: string) => {
    const environment = join(folder, name);
    const build = prepareEnvironment({ uv, project, folder: environment }, from);
    const [lib] = readdirSync(join(environment, 'lib'));
    const packages = readdirSync(join(environment, 'lib', lib ?? '', 'site-packages'));
    const installed = packages.flatMap((entry) => /^(.+)\.dist-info$/.exec(entry)?.[1] ?? []);
    return { build, installed: installed.filter((entry) => !entry.startsWith('trained')).sort() };
  };

  it('takes the build for CPUs, and nothing of what a graphics card needs', () => {
    const light = { build: 'cpu', installed: ['beside-1.0', 'torch-1.0+cpu'] };
    assert.deepEqual(prepared('light', index), light);
    assert.deepEqual(prepared('light', 'http://127.0.0.1:9'), light, 'once it is there, the index is not asked again');
  });

  it('takes the usual one where the index has not this version, cannot be reached or is not wanted', () => {
    const usual = { build: 'pypi', installed: ['beside-1.0', 'nvidia_fake-1.0', 'torch-1.0', 'triton-1.0'] };
    assert.deepEqual(prepared('other', `${index}/nothing-here`), usual);
    assert.deepEqual(prepared('away', 'http://127.0.0.1:9'), usual);
    assert.deepEqual(prepared('unwanted', ''), usual);
  });
});
