import type { Extraction } from '../../schemas/document.ts';
import { valuesByPath } from '../../schemas/values-by-path.ts';
import { equationsOf } from './equations.ts';

/** What the sums of a document say of a value in them: most close with it, most do not. Absent: it cannot be told. */
export type SumVote = 'closes' | 'fails';

/** By path. A sum with a value that a rule computed proves nothing: it was made to close. */
export function sumVotes(extraction: Extraction): Map<string, SumVote> {
  const values = valuesByPath(extraction);
  const tally = new Map<string, number>();
  for (const { holds, members } of equationsOf(extraction)) {
    if (members.some((path) => values.get(path)?.source === 'rule')) continue;
    for (const path of members) tally.set(path, (tally.get(path) ?? 0) + (holds ? 1 : -1));
  }
  const votes = new Map<string, SumVote>();
  for (const [path, sum] of tally) if (sum !== 0) votes.set(path, sum > 0 ? 'closes' : 'fails');
  return votes;
}
