import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type SavingsAssumptions, savingsAssumptions } from '../../schemas/statistics.ts';
import { setAssumptions } from '../api/statistics.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';

const fields: readonly { name: keyof SavingsAssumptions; words: string }[] = [
  { name: 'minutesPerDocument', words: 'Minutes for a document by hand' },
  { name: 'minutesPerTicket', words: 'Minutes for a ticket by hand' },
  { name: 'costPerHour', words: 'Cost of an hour' },
  { name: 'currency', words: 'Currency' },
];

/** What the money saved rests on, changed by whoever answers for it. */
export function AssumptionsForm({ assumptions }: { assumptions: SavingsAssumptions }) {
  const queries = useQueryClient();
  const [texts, setTexts] = useState<Record<string, string>>({});
  const change = useMutation({
    mutationFn: setAssumptions,
    onSuccess: () => {
      setTexts({});
      return queries.invalidateQueries({ queryKey: ['statistics'] });
    },
  });
  const textOf = (name: keyof SavingsAssumptions) => texts[name] ?? String(assumptions[name]);
  const numberOf = (name: keyof SavingsAssumptions) => Number(textOf(name).trim().replace(',', '.') || Number.NaN);
  const parsed = savingsAssumptions.safeParse({
    minutesPerDocument: numberOf('minutesPerDocument'),
    minutesPerTicket: numberOf('minutesPerTicket'),
    costPerHour: numberOf('costPerHour'),
    currency: textOf('currency').trim().toUpperCase(),
  });
  const problem = parsed.error?.issues[0];
  const unfit = fields.find(({ name }) => name === problem?.path[0]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) change.mutate(parsed.data);
  };
  return (
    <form className="card" aria-label="What the money saved rests on" onSubmit={submit}>
      <header className="card-head">
        <h2>What the money saved rests on</h2>
        <span className="quiet">
          Saved = cases that passed without a person × minutes × cost of an hour ÷ 60, less what larger models cost. A
          case that went to a person counts as nothing saved.
        </span>
      </header>
      <div className="assumptions">
        {fields.map(({ name, words }) => (
          <label key={name} className="block-label">
            <span>{words}</span>
            <input
              type="text"
              inputMode={name === 'currency' ? 'text' : 'decimal'}
              value={textOf(name)}
              aria-invalid={unfit?.name === name}
              onChange={({ currentTarget }) => setTexts({ ...texts, [name]: currentTarget.value })}
            />
          </label>
        ))}
        <button
          type="submit"
          className="button"
          disabled={change.isPending || !parsed.success || Object.keys(texts).length === 0}
        >
          Save
        </button>
      </div>
      {unfit !== undefined && (
        <p className="desk-words bad" role="status">
          {unfit.words}: {problem?.message}
        </p>
      )}
      {change.isError && <ProblemBox problem={change.error} />}
    </form>
  );
}
