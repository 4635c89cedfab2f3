import { controlTokenIn } from '../../schemas/control-tokens.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Page } from '../../schemas/words.ts';

/** Turns the direction of what follows by force, so that a text shows other than it reads. */
const OVERRIDE = /[\u202d\u202e]/;

/** Text that no honest document has: marks of chat templates, and characters that turn text round. */
export function checkPageText(pages: readonly Page[]): Finding[] {
  const findings: Finding[] = [];
  const words = pages.flatMap((page) => page.words.map((word) => word.text));
  const token = words.map(controlTokenIn).find((found) => found !== null);
  if (token)
    findings.push({
      rule: 'text.control-token',
      severity: 'error',
      message: `The text holds "${token}", a mark by which language models tell who speaks: it was written for a model, not for people`,
      fields: [],
    });
  if (words.some((word) => OVERRIDE.test(word)))
    findings.push({
      rule: 'text.turned-round',
      severity: 'error',
      message: 'Characters in the text turn it round: it shows other than it reads',
      fields: [],
    });
  return findings;
}
