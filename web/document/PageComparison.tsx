import { useId } from 'react';
import type { ComparedValue } from '../../schemas/comparison.ts';
import { CheckIcon, WarningIcon } from '../parts/icons.tsx';
import { fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';

function OnPage({ verdict, stated, shown }: ComparedValue) {
  if (verdict === 'same')
    return (
      <>
        <CheckIcon className="good" /> {stated}
      </>
    );
  if (verdict === 'not-printed') return <span className="quiet">not printed</span>;
  return (
    <>
      <WarningIcon className="bad" />{' '}
      {shown.length === 0 ? 'another value' : shown.map(({ value }) => value).join(' · ')}
    </>
  );
}

function ComparisonTable({ values }: { values: readonly ComparedValue[] }) {
  const { hovered, setHovered } = useDocumentView();
  return (
    <div className="table-scroll">
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">E-invoice</th>
            <th scope="col">Page</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr
              key={value.field}
              data-verdict={value.verdict}
              data-active={hovered === value.field}
              onMouseEnter={() => setHovered(value.field)}
              onMouseLeave={() => setHovered(null)}
            >
              <th scope="row">{fullFieldWords(value.field)}</th>
              <td>{value.stated}</td>
              <td>
                <OnPage {...value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the e-invoice states beside what its pages print; the agreement is folded away. */
export function PageComparison() {
  const { comparison } = useDocumentView();
  const id = useId();
  if (comparison.length === 0) return null;
  const differing = comparison.filter(({ verdict }) => verdict === 'differs');
  const others = comparison.filter(({ verdict }) => verdict !== 'differs');
  const same = others.filter(({ verdict }) => verdict === 'same').length;
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>Page against e-invoice</h2>
        <span className="quiet">
          {differing.length === 0 ? 'no difference' : `${differing.length} differ${differing.length === 1 ? 's' : ''}`}
        </span>
      </header>
      {differing.length > 0 && <ComparisonTable values={differing} />}
      {others.length > 0 && (
        <details className="passed">
          <summary>
            <CheckIcon className="good" /> {same} of {comparison.length} values stand on the page
          </summary>
          <ComparisonTable values={others} />
        </details>
      )}
    </section>
  );
}
