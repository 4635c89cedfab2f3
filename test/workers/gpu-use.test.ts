import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGpuUse } from '../../workers/inference/gpu-use.ts';

test('reads what nvidia-smi prints of each GPU, and leaves out what a card does not report', () => {
  const lines = '0, 1024, 81559, 37\n1, 0, 81559, 0\n2, [N/A], 81559, 5\n';
  assert.deepEqual(parseGpuUse(lines), [
    { gpu: '0', usedBytes: 1024 ** 3, totalBytes: 81559 * 1024 ** 2, busy: 0.37 },
    { gpu: '1', usedBytes: 0, totalBytes: 81559 * 1024 ** 2, busy: 0 },
  ]);
});
