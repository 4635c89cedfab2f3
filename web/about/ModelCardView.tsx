import type { ModelSummary } from '../api/models.ts';
import { Hash } from '../parts/Hash.tsx';

const taskWords: Record<string, string> = {
  'text-classification': 'Labels tickets',
  'text-embedding': 'Encodes texts for desks of your own labels',
  'token-classification': 'Reads fields of documents',
  'ocr-detection': 'Finds words in pictures',
  'ocr-recognition': 'Reads words in pictures',
};

const millions = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function ModelCardView({ model }: { model: ModelSummary }) {
  const facts: [string, string | undefined][] = [
    ['Languages', model.language.length > 0 ? model.language.join(', ') : undefined],
    ['Labels', model.labels.length > 0 ? String(model.labels.length) : undefined],
    ['Precision', model.precision],
    ['Parameters', model.parameters === undefined ? undefined : `${millions.format(model.parameters / 1e6)} million`],
    ['Licence', model.licence],
  ];
  return (
    <article className="card pad">
      <h3>
        {model.name} <span className="quiet">{model.version}</span>
      </h3>
      <p className="quiet">{taskWords[model.task] ?? model.task}</p>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {typeof model.sha256 === 'string' && (
          <div className="fact">
            <dt>SHA-256</dt>
            <dd>
              <Hash value={model.sha256} />
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}
