import type { Page } from '../../schemas/words.ts';

/** Printed lines as a page: words of 6 units a character, lines 20 apart, the first at `top`. */
export function pageOf(lines: readonly string[], top = 20): Page {
  const words = lines.flatMap((line, row) => {
    let x = 30;
    return line.split(' ').map((text) => {
      const width = text.length * 6;
      const y = top + row * 20;
      const word = { text, box: [x, y, x + width, y + 10] as [number, number, number, number], line: row };
      x += width + 5;
      return word;
    });
  });
  return { width: 600, height: 800, source: 'text', words };
}

/** An invoice that `form-tiny` can read: the gross total stands at the foot. */
export function tinyInvoice(): Page {
  const head = pageOf(['Acme GmbH', 'Invoice RE-1', '2024-03-05', 'Total']);
  const foot = pageOf(['119.00 EUR'], 720);
  return { ...head, words: [...head.words, ...foot.words] };
}
