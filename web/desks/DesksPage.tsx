import { useQuery } from '@tanstack/react-query';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { deskNamesQuery, trainingsQuery } from '../api/desks.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { DeskSection } from './DeskSection.tsx';
import { DeskPreview } from './preview/DeskPreview.tsx';
import { TrainForm } from './TrainForm.tsx';
import { TrainingView } from './TrainingView.tsx';

/** Desks of one's own labels: train, see what they are worth, choose the version that serves. */
export function DesksPage() {
  useTitle('Desks');
  const desks = useQuery(deskNamesQuery);
  const trainings = useQuery(trainingsQuery);
  return (
    <div className="page stack settings">
      <h1>Desks</h1>
      <section className="card" aria-label="New labels">
        <header className="card-head">
          <h2>Your own labels</h2>
          <span className="quiet">A table of texts and their labels becomes a desk in seconds, on this machine.</span>
        </header>
        {trainings.isError && <ProblemBox problem={trainings.error} onRetry={() => void trainings.refetch()} />}
        <TrainForm />
      </section>
      {trainings.data?.items.map((training) => (
        <TrainingView key={training.id} training={training} />
      ))}
      <section className="card" aria-label="Documents">
        <header className="card-head">
          <h2>Documents</h2>
          <span className="quiet">How sure the values of the last documents were</span>
        </header>
        <div className="desk-words">
          <DeskPreview name={DOCUMENTS} />
        </div>
      </section>
      {desks.isPending && <Loading what="the desks" />}
      {desks.isError && <ProblemBox problem={desks.error} onRetry={() => void desks.refetch()} />}
      {desks.data?.items.map(({ name }) => (
        <DeskSection key={name} name={name} />
      ))}
    </div>
  );
}
