import { type PlotOptions, plot } from '@observablehq/plot';
import { type ReactNode, useEffect, useRef, useState } from 'react';

const HEIGHT = 240;

/** A plot as wide as its place, with its key and, behind it, the table that it was drawn from. */
export function PlotFigure(properties: {
  title: string;
  note?: string;
  legend: readonly { name: string; colour: string }[];
  options: PlotOptions;
  table: ReactNode;
}) {
  const { title, note, legend, options, table } = properties;
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const drawn = plot({ width, height: HEIGHT, marginLeft: 56, marginBottom: 32, ...options });
    // The page's policy lets no inline style in; dashboard.css says the same.
    for (const style of drawn.querySelectorAll('style')) style.remove();
    drawn.setAttribute('aria-hidden', 'true');
    place.current?.replaceChildren(drawn);
  }, [options, width]);

  return (
    <figure className="card plot-card">
      <figcaption className="card-head">
        <h2>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
      </figcaption>
      {legend.length > 0 && (
        <ul className="plot-legend">
          {legend.map(({ name, colour }) => (
            <li key={name}>
              <span className="plot-key" style={{ background: colour }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={place} className="plot" />
      <details className="plot-table">
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className="table-scroll" tabIndex={0} aria-label={`${title}, as a table`}>
          {table}
        </section>
      </details>
    </figure>
  );
}
