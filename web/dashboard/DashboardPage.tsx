import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { periods, statisticsQuery } from '../api/statistics.ts';
import { desksQuery } from '../api/tickets.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { AccuracyPlot } from './AccuracyPlot.tsx';
import { AssumptionsForm } from './AssumptionsForm.tsx';
import { AutomationPlot } from './AutomationPlot.tsx';
import { CasesPlot } from './CasesPlot.tsx';
import { DeskTable } from './DeskTable.tsx';
import { SavedPlot } from './SavedPlot.tsx';
import { Tiles } from './Tiles.tsx';

const USUAL_DAYS = 30;

/** What Docket did in a period, what it was worth, and what that rests on. */
export function DashboardPage() {
  useTitle('Dashboard');
  const [days, setDays] = useState(USUAL_DAYS);
  const [desk, setDesk] = useState('');
  const desks = useQuery(desksQuery);
  const found = useQuery({
    ...statisticsQuery(days, desk === '' ? undefined : desk),
    placeholderData: keepPreviousData,
  });
  const names = [DOCUMENTS, ...(desks.data?.items.map(({ name }) => name) ?? [])];
  return (
    <div className="page dashboard stack">
      <div className="page-head">
        <h1>Dashboard</h1>
        <div className="dashboard-choices">
          <label>
            <span className="visually-hidden">Desk</span>
            <select value={desk} onChange={({ currentTarget }) => setDesk(currentTarget.value)}>
              <option value="">All desks</option>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <fieldset className="segments" aria-label="Period">
            {Object.keys(periods).map((period) => (
              <label key={period} className="segment">
                <input
                  type="radio"
                  name="period"
                  checked={Number(period) === days}
                  onChange={() => setDays(Number(period))}
                />
                {period} days
              </label>
            ))}
          </fieldset>
        </div>
      </div>
      {found.isPending && <Loading what="the figures" />}
      {found.isError && <ProblemBox problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.desks.length === 0 && <p className="empty">No case was decided in this period.</p>}
      {found.data !== undefined && found.data.desks.length > 0 && (
        <>
          <Tiles desks={found.data.desks} assumptions={found.data.assumptions} />
          <div className="plots">
            <CasesPlot statistics={found.data} />
            <AutomationPlot statistics={found.data} />
            <SavedPlot statistics={found.data} />
            <AccuracyPlot accuracy={found.data.accuracy} />
          </div>
          <DeskTable desks={found.data.desks} assumptions={found.data.assumptions} />
        </>
      )}
      {found.data !== undefined && <AssumptionsForm assumptions={found.data.assumptions} />}
    </div>
  );
}
