/** Where start-up says what it does. */
export interface Progress {
  say(part: string, text: string): void;
}

/** Lines of elapsed seconds, part and text on standard output. */
export function printProgress(startedAt = Date.now()): Progress {
  return {
    say(part, text) {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
      console.log(`${seconds} s  ${part.padEnd(16)} ${text}`);
    },
  };
}

export const silentProgress: Progress = { say: () => {} };
