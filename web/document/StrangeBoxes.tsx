import { useDocumentView } from './review-context.ts';

/** Round the values that a page prints instead of what its e-invoice states. */
export function StrangeBoxes({ page }: { page: number }) {
  const { comparison, hovered } = useDocumentView();
  return comparison.flatMap(({ field, shown }) =>
    shown.flatMap(({ value, places }) =>
      places
        .filter((place) => place.page === page)
        .map(({ box: [x0, y0, x1, y1] }) => (
          <rect
            key={`${field} ${value} ${x0} ${y0}`}
            className="place"
            data-status="strange"
            data-active={hovered === field}
            x={x0}
            y={y0}
            width={x1 - x0}
            height={y1 - y0}
          />
        )),
    ),
  );
}
