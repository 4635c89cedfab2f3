import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Box } from '../../schemas/place.ts';
import { shownPath } from './draft.ts';
import { fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';

/** Steps across a page's width; with Control a finer one. */
const STEPS = 80;
const FINE_STEPS = 400;

interface Size {
  width: number;
  height: number;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The box one step further: moved within the page, or with its right and lower edge moved. */
function stepped([x0, y0, x1, y1]: Box, size: Size, [dx, dy]: readonly [number, number], resize: boolean): Box {
  if (resize) {
    const least = size.width / STEPS;
    return [
      x0,
      y0,
      Math.min(size.width, Math.max(x0 + least, x1 + dx)),
      Math.min(size.height, Math.max(y0 + least, y1 + dy)),
    ];
  }
  const [right, down] = [Math.max(-x0, Math.min(size.width - x1, dx)), Math.max(-y0, Math.min(size.height - y1, dy))];
  return [x0 + right, y0 + down, x1 + right, y1 + down];
}

/** The box to be read, over its page. By keyboard: arrows move it, with Shift they size it, Enter reads it, Escape leaves it. */
export function DrawnBox({ page, count, size }: { page: number; count: number; size: Size }) {
  const { boxReading, draft } = useDocumentView();
  const element = useRef<HTMLButtonElement>(null);
  const { drawn, isReading } = boxReading;
  const isHere = drawn?.page === page;

  useEffect(() => {
    if (isHere) element.current?.focus({ preventScroll: true });
  }, [isHere]);
  useEffect(() => {
    if (drawn?.page === page) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [drawn, page]);

  if (drawn === null || !isHere) return null;
  const { path, box } = drawn;
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = directions[event.key];
    const turned = event.key === 'PageDown' ? page + 1 : event.key === 'PageUp' ? page - 1 : null;
    if (event.key === 'Escape') boxReading.leave();
    else if (turned !== null && turned >= 0 && turned < count) boxReading.move(turned, box);
    else if (direction !== undefined && !isReading) {
      const step = size.width / (event.ctrlKey || event.metaKey ? FINE_STEPS : STEPS);
      boxReading.move(page, stepped(box, size, [direction[0] * step, direction[1] * step], event.shiftKey));
    } else return;
    event.preventDefault();
  };
  const [x0, y0, x1, y1] = box;
  return (
    <button
      ref={element}
      type="button"
      className="drawn-box"
      data-reading={isReading}
      aria-label={`Box on page ${page + 1} for ${fullFieldWords(shownPath(draft, path))}: arrow keys move it, with Shift they size it, Enter reads it`}
      style={{
        left: `${(x0 / size.width) * 100}%`,
        top: `${(y0 / size.height) * 100}%`,
        width: `${((x1 - x0) / size.width) * 100}%`,
        height: `${((y1 - y0) / size.height) * 100}%`,
      }}
      onKeyDown={onKeyDown}
      onClick={() => boxReading.read(path, { page, box })}
    />
  );
}
