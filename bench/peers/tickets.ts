import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { DESK } from '../models.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { readDesk, sampled, trainRows } from '../zero-shot/desks.ts';
import { exactInterval } from '../zero-shot/interval.ts';
import { eachInTurn, timesOver } from './each-in-turn.ts';
import { docketLabeller, type Labeller, smollm, tfidf, transformers } from './labellers.ts';

const DATA = process.env.DOCKET_BENCH_DATA ?? join(packageRoot, '..', 'shared', 'data');
const TRAIN = { full: 10_000, quick: 800 };
const ASKED = { full: 300, quick: 30 };
const SEED = 7;

/** Labels of the same validation rows by Docket and by what else one could take, one text at a time on one core. */
export async function ticketPeers(context: BenchContext): Promise<Section | string> {
  if (!existsSync(join(DATA, 'intents-banking77')))
    return `Peers for tickets are left out: no intents-banking77 below ${DATA} (DOCKET_BENCH_DATA).`;
  const [trained, asked] = context.quick ? [TRAIN.quick, ASKED.quick] : [TRAIN.full, ASKED.full];
  const desk = readDesk(DESK, DATA);
  const rows = sampled(desk.rows, asked, SEED);
  const folder = mkdtempSync(join(tmpdir(), 'docket-peers-'));
  const learnt = { train: trainRows(DESK, DATA, trained, SEED), labels: desk.labels, folder };
  const notes: string[] = [];
  const peers: Labeller[] = [];
  try {
    for (const open of [docketLabeller(context), tfidf(learnt), transformers(learnt), smollm(learnt)]) {
      const peer = await open;
      if ('missing' in peer) notes.push(`${peer.missing} is not installed: ${peer.install}`);
      else peers.push(peer);
    }
    const right = new Map<Labeller, number>(peers.map((peer) => [peer, 0]));
    const measured = await eachInTurn(rows, peers, async (peer, { text, label }, isCounted) => {
      const said = await peer.label(text);
      if (isCounted && said.label === label) right.set(peer, (right.get(peer) ?? 0) + 1);
      return said.ms;
    });
    const ratios: Section['ratios'] = timesOver('peer_tickets', measured);
    for (const [peer, { rounds }] of measured) {
      const count = right.get(peer) ?? 0;
      const [low, high] = exactInterval(count, rounds);
      ratios[`peer_tickets_${peer.key}_accuracy`] = count / rounds;
      notes.push(`${peer.name}: ${count} of ${rounds} right (${low.toFixed(3)} – ${high.toFixed(3)}, exact 95 %)`);
    }
    notes.push(
      `TF-IDF and the pipeline learn from ${learnt.train.length} rows of the train split; each has one thread.`,
    );
    return {
      title: `Tickets beside peers: ${DESK}, ${rows.length} validation rows, one text at a time`,
      unit: 'a text',
      limit: peers[0]?.name ?? '',
      figures: Object.fromEntries([...measured].map(([{ name }, figures]) => [name, figures])),
      ratios,
      notes,
    };
  } finally {
    for (const peer of peers) await peer.close();
    rmSync(folder, { recursive: true });
  }
}
