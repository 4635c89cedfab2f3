import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '../api/models.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { ModelCardView } from './ModelCardView.tsx';

export function AboutPage() {
  useTitle('About');
  const models = useQuery(modelsQuery);
  return (
    <div className="page stack">
      <h1>About this Docket</h1>
      <p className="lead">
        Small specialist models read documents and tickets on this machine. What they are sure of passes; what stays in
        doubt goes to a person; every decision can be replayed. The interface for other systems is described at{' '}
        <a href="/docs">the API reference</a>.
      </p>
      <h2>Models</h2>
      {models.isPending && <Loading what="the models" />}
      {models.isError && <ProblemBox problem={models.error} onRetry={() => void models.refetch()} />}
      {models.data?.items.length === 0 && <p className="empty">No models are installed.</p>}
      <div className="model-grid">
        {models.data?.items.map((model) => (
          <ModelCardView key={`${model.name} ${model.version}`} model={model} />
        ))}
      </div>
    </div>
  );
}
