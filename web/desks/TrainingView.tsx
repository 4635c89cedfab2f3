import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DeskTraining } from '../../schemas/desk-training.ts';
import { deskNamesQuery } from '../api/desks.ts';
import { Ago } from '../parts/Ago.tsx';
import { ReportView } from './ReportView.tsx';
import { RowNotes } from './RowNotes.tsx';
import { TrainingProgress } from './TrainingProgress.tsx';

const stateWords: Record<DeskTraining['status'], [string, string]> = {
  waiting: ['Waiting', 'processing'],
  running: ['Training', 'processing'],
  refused: ['Rows to correct', 'review'],
  failed: ['Failed', 'rejected'],
  trained: ['Trained', 'accepted'],
};

/** One training: how far it is, what is wrong with its rows, or what came of it. */
export function TrainingView({ training }: { training: DeskTraining }) {
  const queries = useQueryClient();
  const trained = training.status === 'trained';
  useEffect(() => {
    if (trained) void queries.invalidateQueries(deskNamesQuery);
  }, [trained, queries]);
  const [words, chip] = stateWords[training.status];
  return (
    <section className="card" aria-label={`Training of ${training.name}`}>
      <header className="card-head">
        <h2>{training.name}</h2>
        <span className="chip state" data-state={chip} role="status">
          {words}
        </span>
        <span className="quiet">
          {training.fileName} · <Ago at={training.at} />
        </span>
      </header>
      {training.status === 'running' && <TrainingProgress progress={training.progress} />}
      {training.status === 'refused' && (
        <RowNotes notes={training.problems} what="Correct these rows and send the table again" />
      )}
      {training.status === 'failed' && (
        <p className="desk-words">
          {training.message} <code>{training.code}</code>
        </p>
      )}
      {training.status === 'trained' && (
        <>
          <p className="desk-words">
            <strong>{training.comparison?.sentence ?? `${training.version} is the first version and serves.`}</strong>
          </p>
          <ReportView report={training.report} />
        </>
      )}
    </section>
  );
}
