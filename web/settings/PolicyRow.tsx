import { useMutation, useQueryClient } from '@tanstack/react-query';
import { automation, type DeskPolicy, DOCUMENTS, type Policy } from '../../schemas/policy.ts';
import { clearAlarm, clearDocumentAlarm, policiesQuery, setPolicy } from '../api/policies.ts';
import { Ago } from '../parts/Ago.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { DocumentBoundChoice } from './DocumentBoundChoice.tsx';
import { FieldModes } from './FieldModes.tsx';

const automationWords: Record<Policy['automation'], string> = {
  never: 'nothing: suggest only',
  confident: 'what the bound vouches for',
  always: 'also what is only in doubt',
};
const SHARES = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

/** One desk's policy, changed as soon as it is chosen. */
export function PolicyRow({ policy }: { policy: DeskPolicy }) {
  const { desk, automation: chosen, fields = {}, documentBound, secondLooks, looked, errors, alarmAt } = policy;
  const { documentWatch } = policy;
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries(policiesQuery);
  const kept: Policy = {
    automation: chosen,
    fields,
    secondLooks,
    ...(documentBound === undefined ? {} : { documentBound }),
  };
  const change = useMutation({ mutationFn: (next: Policy) => setPolicy(desk, next), onSettled });
  const clear = useMutation({ mutationFn: (clearing: () => Promise<void>) => clearing(), onSettled });
  const shares = SHARES.includes(secondLooks) ? SHARES : [...SHARES, secondLooks].sort((a, b) => a - b);
  const busy = change.isPending || clear.isPending;
  const problem = change.error ?? clear.error;
  return (
    <li className="policy-row">
      <span className="row-main">
        <strong>{desk}</strong>
        <span className="quiet">
          {looked === 0 ? 'no second looks yet' : `${looked} looked at, ${Math.round(errors * 10) / 10} wrong`}
        </span>
        {alarmAt !== null && (
          <span role="alert">
            Stopped <Ago at={alarmAt} />: more errors than the bound allows
          </span>
        )}
        {documentWatch?.alarmAt && (
          <span role="alert">
            Stopped <Ago at={documentWatch.alarmAt} />: a wrong value in {documentWatch.wrong} of {documentWatch.looked}{' '}
            documents, more than the bound on whole documents allows
          </span>
        )}
        {problem !== null && <ProblemBox problem={problem} />}
      </span>
      {alarmAt !== null && (
        <button
          type="button"
          className="button small danger"
          disabled={busy}
          aria-label={`Clear the alarm of ${desk}`}
          onClick={() => clear.mutate(() => clearAlarm(desk))}
        >
          Clear the alarm
        </button>
      )}
      {documentWatch?.alarmAt && (
        <button
          type="button"
          className="button small danger"
          disabled={busy}
          onClick={() => clear.mutate(clearDocumentAlarm)}
        >
          Clear the alarm over whole documents
        </button>
      )}
      <select
        aria-label={`What of ${desk} passes without a person`}
        value={chosen}
        disabled={busy}
        onChange={({ target }) => change.mutate({ ...kept, automation: automation.parse(target.value) })}
      >
        {automation.options.map((option) => (
          <option key={option} value={option}>
            {automationWords[option]}
          </option>
        ))}
      </select>
      <select
        aria-label={`Share of ${desk} drawn for a second look`}
        value={secondLooks}
        disabled={busy}
        onChange={({ target }) => change.mutate({ ...kept, secondLooks: Number(target.value) })}
      >
        {shares.map((share) => (
          <option key={share} value={share}>
            {percent(share)} second looks
          </option>
        ))}
      </select>
      <FieldModes
        desk={desk}
        fields={fields}
        disabled={busy}
        onChange={(next) => change.mutate({ ...kept, fields: next })}
      />
      {desk === DOCUMENTS && (
        <DocumentBoundChoice
          policy={kept}
          disabled={busy}
          onChange={(bound) => change.mutate(withBound(kept, bound))}
        />
      )}
    </li>
  );
}

function withBound({ documentBound: _, ...others }: Policy, bound: number | undefined): Policy {
  return bound === undefined ? others : { ...others, documentBound: bound };
}
