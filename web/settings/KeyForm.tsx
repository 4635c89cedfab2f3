import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createKey, keysQuery, type Scope, scopes } from '../api/keys.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { CheckChoices } from './CheckChoices.tsx';
import { OnceShown } from './OnceShown.tsx';

const scopeWords: Record<Scope, string> = {
  read: 'Read cases',
  write: 'Send and review',
  admin: 'Manage keys and webhooks',
};

export function KeyForm() {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read', 'write']);
  const create = useMutation({
    mutationFn: createKey,
    onSuccess: async () => {
      setName('');
      await queries.invalidateQueries(keysQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), scopes: [...chosen] });
  };
  return (
    <form className="card-form" onSubmit={submit} aria-label="New API key">
      <label className="block-label">
        <span>Name of the new key</span>
        <input
          type="text"
          required
          maxLength={100}
          placeholder="For example: accounting import"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <CheckChoices legend="It may" options={scopes} words={scopeWords} chosen={chosen} onChange={setChosen} />
      <button type="submit" className="button primary" disabled={create.isPending || chosen.length === 0}>
        Make key
      </button>
      {create.isError && <ProblemBox problem={create.error} />}
      {create.data !== undefined && <OnceShown what="The new key" secret={create.data.key} />}
    </form>
  );
}
