import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { startTraining, trainingsQuery } from '../api/desks.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { CheckChoices } from '../settings/CheckChoices.tsx';

const options = ['corrections', 'leaveOutConflicts'] as const;
type Option = (typeof options)[number];
const optionWords: Record<Option, string> = {
  corrections: 'Learn from corrections in review, too',
  leaveOutConflicts: 'Leave out texts that stand under several labels',
};

export function TrainForm() {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState<readonly Option[]>([]);
  const start = useMutation({
    mutationFn: startTraining,
    onSuccess: async () => {
      setFile(null);
      if (input.current) input.current.value = '';
      await queries.invalidateQueries(trainingsQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    const has = (option: Option) => chosen.includes(option);
    start.mutate({ file, name, corrections: has('corrections'), leaveOutConflicts: has('leaveOutConflicts') });
  };
  return (
    <form className="card-form" onSubmit={submit} aria-label="Train a desk">
      <label className="block-label">
        <span>Table with the columns text and label (CSV)</span>
        <input
          ref={input}
          type="file"
          required
          accept=".csv,.tsv,.jsonl,text/csv"
          onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
        />
      </label>
      <label className="block-label">
        <span>Name of the desk</span>
        <input
          type="text"
          required
          maxLength={63}
          pattern="[a-z0-9][a-z0-9\-]*"
          title="Lower-case letters, digits and hyphens"
          placeholder="For example: front-desk"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <CheckChoices legend="Rows" options={options} words={optionWords} chosen={chosen} onChange={setChosen} />
      <button type="submit" className="button primary" disabled={start.isPending || file === null}>
        Train
      </button>
      {start.isError && <ProblemBox problem={start.error} />}
    </form>
  );
}
