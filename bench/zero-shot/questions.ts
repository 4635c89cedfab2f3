/** Letters of a text that are shown: longer ones say what they are about before. */
const LONGEST_TEXT = 2000;

export const instruction = (labels: readonly string[]): string =>
  `You sort messages that customers write to a help desk. These are the topics:\n${labels.join('\n')}\n` +
  'Answer with the one topic that fits the message best, spelled exactly as above, and with nothing else.';

export const question = (text: string): string => `Message: ${text.slice(0, LONGEST_TEXT)}\nWhich topic fits best?`;
