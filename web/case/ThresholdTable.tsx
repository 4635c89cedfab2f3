import type { DecisionRecord } from '../../schemas/case.ts';
import { fullFieldWords } from '../document/field-words.ts';
import { formatShare } from '../parts/format.ts';

/** The bounds that stood when the case was decided. */
export function ThresholdTable({ thresholds }: { thresholds: DecisionRecord['thresholds'] }) {
  const rows = Object.entries(thresholds);
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-label="Acceptance thresholds">
      <header className="card-head">
        <h2>Acceptance thresholds</h2>
        <span className="quiet">
          Among values at or above its threshold, the error is at most α with probability 1 − δ.
        </span>
      </header>
      <div className="table-scroll">
        <table className="evidence">
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col" className="end">
                Threshold
              </th>
              <th scope="col" className="end">
                α
              </th>
              <th scope="col" className="end">
                δ
              </th>
              <th scope="col" className="end">
                Rests on
              </th>
              <th scope="col" className="end">
                Accepted share
              </th>
              <th scope="col">Population</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([path, bound]) => (
              <tr key={path}>
                <td>{path === '*' ? 'Every value' : fullFieldWords(path)}</td>
                <td className="end number">{bound.threshold === null ? 'none' : bound.threshold.toFixed(3)}</td>
                <td className="end number">{bound.alpha}</td>
                <td className="end number">{bound.delta}</td>
                <td className="end number">
                  {bound.n}
                  {bound.groups !== null && ` in ${bound.groups} groups`}
                </td>
                <td className="end number">{formatShare(bound.coverage)}</td>
                <td>{bound.population}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
