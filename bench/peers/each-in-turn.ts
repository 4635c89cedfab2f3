import { type Figures, figuresOf, type Ratio, ratioOf } from '../measure.ts';

/** What is asked about items, with the name of its figures. */
export interface Peer {
  key: string;
  name: string;
  /** A slow one is asked about the first so many only. */
  most?: number;
}

/**
 * Asks every peer about each item before the next, in turn from another first, so that what else the machine does falls on
 * all alike. The first item is asked about once more before, uncounted. `ask` gives milliseconds.
 */
export async function eachInTurn<Item, One extends Peer>(
  items: readonly Item[],
  peers: readonly One[],
  ask: (peer: One, item: Item, isCounted: boolean) => Promise<number>,
): Promise<Map<One, Figures>> {
  const values = new Map<One, number[]>(peers.map((peer) => [peer, []]));
  const [first] = items;
  if (first !== undefined) for (const peer of peers) await ask(peer, first, false);
  for (const [turn, item] of items.entries()) {
    for (let step = 0; step < peers.length; step += 1) {
      const peer = peers[(turn + step) % peers.length];
      if (peer === undefined || turn >= (peer.most ?? items.length)) continue;
      values.get(peer)?.push(await ask(peer, item, true));
    }
  }
  return new Map([...values].map(([peer, ms]) => [peer, figuresOf(ms)]));
}

/** How many times as long as the first each other peer took, item by item, as `<prefix>_<key>_ms_over_<first>`. */
export function timesOver<One extends Peer>(
  prefix: string,
  measured: ReadonlyMap<One, Figures>,
): Record<string, Ratio> {
  const [first, ...others] = [...measured];
  if (first === undefined) return {};
  const [ours, { values }] = first;
  const ratios = others.map(([peer, figures]): [string, Ratio] => [
    `${prefix}_${peer.key}_ms_over_${ours.key}`,
    ratioOf(figures, figuresOf(values.slice(0, figures.rounds)), { better: 'higher' }),
  ]);
  return Object.fromEntries(ratios);
}
