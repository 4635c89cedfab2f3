import type { Finding } from '../../schemas/finding.ts';
import type { HiddenText } from './read-text-layer.ts';

const reasons: Record<keyof HiddenText, string> = {
  unseen: 'no ink of theirs is seen',
  offPage: 'they lie off the page',
  tiny: 'they are too small to be read',
  contradicted: 'the scan over them shows something else',
};
/** Characters of hidden text that a finding quotes. */
const QUOTED = 80;

/** What is told of the words of a page that nobody sees: they are not read. @param number of the page, from 1 */
export function hiddenTextFindings(hidden: HiddenText, number: number): Finding[] {
  return (['unseen', 'offPage', 'tiny', 'contradicted'] as const).flatMap((kind) => {
    const words = hidden[kind];
    if (words.length === 0) return [];
    const text = words.map((word) => word.text).join(' ');
    const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
    const count = words.length === 1 ? '1 word was' : `${words.length} words were`;
    return [
      {
        rule: 'text.hidden',
        severity: 'warning',
        message: `${count} left out, as ${reasons[kind]}: "${quoted}"`,
        fields: [],
        where: `page ${number}`,
      },
    ];
  });
}
