import { useEffect, useRef } from 'react';
import { fieldElementId } from './field-element.ts';
import { pageBoxes } from './page-boxes.ts';
import { useDocumentView } from './review-context.ts';

/** Room round the words, as a share of the box's height. */
const PADDING = 0.12;

/** The boxes of all values on one page. Pointing at one marks its field; a click goes to it. */
export function PageBoxes({ page }: { page: number }) {
  const { slots, draft, focused, hovered, setHovered } = useDocumentView();
  const group = useRef<SVGGElement>(null);

  useEffect(() => {
    if (focused === null) return;
    group.current
      ?.querySelector(`[data-path="${CSS.escape(focused)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focused]);

  return (
    <g ref={group}>
      {pageBoxes(slots, draft, page).map(({ key, path, status, box: [x0, y0, x1, y1] }) => {
        const room = (y1 - y0) * PADDING;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the field itself takes the keyboard
          <rect
            key={key}
            className="place"
            data-path={path}
            data-status={status}
            data-active={path === focused || path === hovered}
            x={x0 - room}
            y={y0 - room}
            width={x1 - x0 + 2 * room}
            height={y1 - y0 + 2 * room}
            rx={room}
            onMouseEnter={() => setHovered(path)}
            onMouseLeave={() => setHovered(null)}
            onClick={() => {
              if (focused !== null) return;
              const target = document.getElementById(fieldElementId(path));
              target?.scrollIntoView({ block: 'nearest' });
              target?.focus({ preventScroll: true });
            }}
          />
        );
      })}
    </g>
  );
}
