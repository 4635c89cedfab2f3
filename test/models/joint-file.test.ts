import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { evidenceGroupOf } from '../../models/joint-confidence.ts';
import { readJoint } from '../../models/joint-file.ts';
import { openRegistry } from '../../models/registry.ts';

const card = openRegistry().card('invoice');
const sha256 = card.files['model.onnx']?.sha256 ?? '';
const bound = { threshold: 0.9, alpha: 0.02, delta: 0.05, n: 9, groups: 9, coverage: 0.5, population: 'test' };
const joint = {
  version: '1',
  of: { name: 'invoice', version: card.version, sha256 },
  n: 100,
  groups: 10,
  split: 'test',
  weights: { totals: { confidence: 1, closes: 1, fails: -1, recognised: 0, shift: 0 } },
  thresholds: { '*': bound },
};
const folderWith = (content: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'joint-'));
  writeFileSync(join(folder, 'joint.json'), content);
  return folder;
};

describe('joint.json', () => {
  it('is read with its version and hash, which a decision is stamped with', () => {
    const read = readJoint(folderWith(JSON.stringify(joint)), card);
    assert.deepEqual(read?.stamp.weights, joint.weights);
    assert.equal(read?.stamp.version, '1');
    assert.match(read?.stamp.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(read?.thresholds, joint.thresholds);
  });

  it('states bounds on whole documents, or none where it was learnt before there were any', () => {
    const documents = {
      score: 'least',
      fields: ['totalGross', 'iban'],
      recognised: false,
      bounds: { confident: [{ ...bound, alpha: 0.05 }], always: [{ ...bound, alpha: 0.05, threshold: null }] },
    };
    assert.deepEqual(readJoint(folderWith(JSON.stringify({ ...joint, documents })), card)?.documents, documents);
    assert.equal(readJoint(folderWith(JSON.stringify(joint)), card)?.documents, undefined);
    const strange = { ...documents, fields: ['moon'] };
    assert.throws(() => readJoint(folderWith(JSON.stringify({ ...joint, documents: strange })), card), {
      code: 'model.invalid',
      message: /documents\.fields/,
    });
  });

  it('may be missing', () => {
    assert.equal(readJoint(mkdtempSync(join(tmpdir(), 'joint-')), card), null);
  });

  it('is refused beside other weights, with a sign that turned, or broken', () => {
    const other = { ...joint, of: { ...joint.of, sha256: 'b'.repeat(64) } };
    assert.throws(() => readJoint(folderWith(JSON.stringify(other)), card), /learnt beside the weights of invoice \d/);
    const turned = { ...joint, weights: { totals: { ...joint.weights.totals, closes: -1 } } };
    assert.throws(() => readJoint(folderWith(JSON.stringify(turned)), card), { code: 'model.invalid' });
    assert.throws(() => readJoint(folderWith('{'), card), { code: 'model.invalid' });
  });

  it('ships beside the invoice specialist, with its bounds and figures', () => {
    const shipped = readJoint(openRegistry().folder('invoice', card.version), card);
    assert.ok(shipped);
    assert.deepEqual(Object.keys(shipped.stamp.weights).sort(), ['lines', 'taxes', 'totals']);
    for (const weights of Object.values(shipped.stamp.weights)) assert.ok(weights.closes >= 0 && weights.fails <= 0);
    assert.ok((shipped.thresholds.totalGross?.groups ?? 0) > 500);
    assert.equal(shipped.thresholds.issueDate?.threshold, card.calibration?.thresholds.issueDate?.threshold);
  });
});

describe('groups of evidence', () => {
  it('go by the type of a value', () => {
    const paths = ['totalGross', 'lines.0.quantity', 'lines.3.unit', 'taxes.1.rate', 'dueDate', 'iban', 'currency'];
    assert.deepEqual(paths.map(evidenceGroupOf), [
      'totals',
      'lines',
      'texts',
      'taxes',
      'dates',
      'identifiers',
      'identifiers',
    ]);
    assert.equal(evidenceGroupOf('nothing'), null);
    assert.equal(evidenceGroupOf('lines.0.nothing'), null);
  });
});
