import { seededRandom } from '../../../models/desk-training/seeded-random.ts';

const phrases: Record<string, string[]> = {
  card: [
    'my bank card has not arrived',
    'where is the new card',
    'the card is still missing',
    'card delivery takes long',
  ],
  loan: ['how do I get a loan', 'what is the interest of a loan', 'I want to borrow money', 'loan for a house'],
  refund: ['I want my money back', 'the refund is missing', 'please refund this order', 'return and refund'],
  password: ['I forgot my password', 'cannot sign in', 'reset the login password', 'my account is locked'],
};
const openings = [
  'hello,',
  'please help:',
  'hi there,',
  'urgent!',
  'since monday',
  'as I said,',
  'dear team,',
  'sorry,',
];
const endings = ['thanks', 'what now?', 'please answer soon', 'it is important', 'can you check', 'regards'];

/** Made-up labelled tickets, `count` of each of the labels; the same seed gives the same. */
export function madeTickets(count: number, labels = Object.keys(phrases), seed = 1): { text: string; label: string }[] {
  const random = seededRandom(seed);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  return labels.flatMap((label) =>
    Array.from({ length: count }, (_, index) => ({
      text: `${one(openings)} ${one(phrases[label] ?? [])} ${one(endings)} ${seed * 1000 + index}`,
      label,
    })),
  );
}

export const csvOf = (rows: readonly { text: string; label: string }[]): string =>
  ['text,label', ...rows.map(({ text, label }) => `"${text}",${label}`)].join('\n');
