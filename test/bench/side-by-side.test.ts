import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CpuMeter, TOGETHER } from '../../bench/durable/cpu-meter.ts';
import { processTimes } from '../../bench/durable/process-times.ts';
import { page } from '../../bench/page.ts';
import { eachInTurn, timesOver } from '../../bench/peers/each-in-turn.ts';

const machine = { cpu: 'a CPU', cores: 2, node: 'v24', loadBefore: 0 };

describe('peers', () => {
  const peers = [
    { key: 'ours', name: 'ours', cost: 2 },
    { key: 'slow', name: 'a slow one', cost: 20, most: 2 },
  ];

  it('are asked about each item in turn, a slow one about some, the first item once more uncounted', async () => {
    const order: string[] = [];
    const measured = await eachInTurn(['a', 'b', 'c'], peers, async ({ key, cost }, item, isCounted) => {
      order.push(`${key[0]}${item}${isCounted ? '' : '?'}`);
      return cost;
    });
    assert.equal(order.join(' '), 'oa? sa? oa sa sb ob oc');
    assert.deepEqual(timesOver('peer', measured), {
      peer_slow_ms_over_ours: { median: 10, low: 10, high: 10, rounds: 2, better: 'higher' },
    });
  });
});

describe('CPU time', { skip: processTimes() === null && 'the system has no /proc' }, () => {
  it('is counted for a unit, without the first run', async () => {
    const meter = new CpuMeter();
    const contender = meter.metered('busy', 2, async () => {
      const until = process.cpuUsage().user + 60_000;
      while (process.cpuUsage().user < until);
      return 1;
    });
    for (let run = 0; run < 3; run += 1) assert.equal(await contender(), 1);
    const { [TOGETHER]: together, 'bench itself': own } = meter.figures('busy');
    assert.equal(own?.rounds, 2);
    assert.ok((own?.low ?? 0) >= 30, `${own?.low}`);
    assert.ok((together?.low ?? 0) >= (own?.low ?? 0));
    const section = meter.section('busy', 'Where the time goes', 'an item');
    assert.equal(section.limit, TOGETHER);
    const text = page(new Map([['durable', [section]]]), machine, () => 'bench-durable-1.svg');
    assert.match(text, /\| bench itself \| \d/);
    assert.match(text, /!\[Where the time goes\]\(figures\/bench-durable-1\.svg\)/);
  });
});
