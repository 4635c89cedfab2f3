import { type ReactNode, useId } from 'react';

export function FieldSection(properties: { title: string; note?: string; urgent?: boolean; children: ReactNode }) {
  const { title, note, urgent = false, children } = properties;
  const id = useId();
  return (
    <section className="card fields" data-urgent={urgent} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
      </header>
      <div className="field-rows">{children}</div>
    </section>
  );
}
