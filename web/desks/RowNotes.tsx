import type { z } from 'zod';
import type { rowNote } from '../../schemas/desk-report.ts';

/** Rows shown; the rest are counted. */
const SHOWN = 30;

export function RowNotes({ notes, what }: { notes: readonly z.infer<typeof rowNote>[]; what: string }) {
  return (
    <div className="desk-words">
      <strong>{what}:</strong>
      <ul className="desk-notes">
        {notes.slice(0, SHOWN).map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            {line !== null && <span className="quiet">line {line}: </span>}
            {message}
          </li>
        ))}
        {notes.length > SHOWN && <li>and {notes.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}
