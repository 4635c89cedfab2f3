import { CheckIcon, WarningIcon } from '../parts/icons.tsx';
import { linesSum, type Target } from './lines-sum.ts';
import { useDocumentView } from './review-context.ts';

const words = { totalNet: 'total net', totalGross: 'total gross' } as const;

function TargetWords({ target: { name, total, difference, closes }, quiet }: { target: Target; quiet: boolean }) {
  if (closes)
    return (
      <span className="good">
        <CheckIcon /> equals {words[name]}
      </span>
    );
  const isMore = !difference.startsWith('-');
  return (
    <span className={quiet ? 'quiet' : 'warn'}>
      {!quiet && <WarningIcon />} {words[name]} is <span className="number">{total}</span>,{' '}
      <span className="number">{difference.replace('-', '')}</span> {isMore ? 'more' : 'less'}
    </span>
  );
}

/** The sum of the lines as they stand now, against the totals that it should come to. */
export function LinesSum() {
  const { slots, draft } = useDocumentView();
  const found = linesSum(slots, draft);
  if (found === null) return <p className="table-sum quiet">A line total is no number, so there is no sum.</p>;
  const { sum, without, adjustment, targets } = found;
  const anyCloses = targets.some(({ closes }) => closes);
  return (
    <p className="table-sum" role="status">
      <span>
        Sum of lines <strong className="number">{sum}</strong>
        {adjustment !== null && (
          <span className="quiet">
            {' '}
            with discount and charges <span className="number">{adjustment}</span>
          </span>
        )}
      </span>
      {targets.map((target) => (
        <TargetWords key={target.name} target={target} quiet={anyCloses} />
      ))}
      {without > 0 && <span className="quiet">{without === 1 ? '1 line has' : `${without} lines have`} no total</span>}
    </p>
  );
}
