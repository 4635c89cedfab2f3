import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeskPreview as Preview } from '../../../schemas/desk-preview.ts';
import { DOCUMENTS } from '../../../schemas/policy.ts';
import { previewDesk } from '../../api/desks.ts';
import { ProblemBox } from '../../parts/ProblemBox.tsx';
import { BandShares } from './BandShares.tsx';
import { FieldBands } from './FieldBands.tsx';

const LAST = 100;

/** How sure a desk is of a sample, before anything passes without a person. */
export function DeskPreview({ name }: { name: string }) {
  const [text, setText] = useState('');
  const preview = useMutation({ mutationFn: (texts: readonly string[]) => previewDesk(name, texts, LAST) });
  const texts = text.split('\n').filter((line) => line.trim() !== '');
  const isDocuments = name === DOCUMENTS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate(texts);
  };
  return (
    <form className="preview stack-tight" aria-label={`Preview of ${name}`} onSubmit={submit}>
      {!isDocuments && (
        <label className="block-label">
          <span>Texts to try, one a line; none: the last {LAST} tickets</span>
          <textarea rows={3} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
      )}
      <div>
        <button type="submit" className="button small" disabled={preview.isPending}>
          {preview.isPending
            ? 'Asking the desk…'
            : isDocuments
              ? `Preview of the last ${LAST} documents`
              : texts.length > 0
                ? `Preview of ${texts.length} texts`
                : `Preview of the last ${LAST} tickets`}
        </button>
      </div>
      {preview.isError && <ProblemBox problem={preview.error} />}
      {preview.isSuccess && <Shares preview={preview.data} />}
    </form>
  );
}

function Shares({ preview: { desk, n, bands, fields, bound, by } }: { preview: Preview }) {
  const what = desk === DOCUMENTS ? 'documents' : 'texts';
  if (n === 0) return <p role="status">No case came yet: there is no sample to look at.</p>;
  return (
    <div className="stack-tight" role="status">
      <p className="quiet">
        {n} {what}
        {by !== null && `, by ${by.name} ${by.version}`}.{' '}
        {bound?.threshold == null
          ? 'No confidence keeps the bound on the error, so none is high.'
          : `High begins at ${Math.ceil(bound.threshold * 1000) / 10} %: there at most ${bound.alpha * 100} % are wrong, with probability ${(1 - bound.delta) * 100} %.`}
      </p>
      <BandShares bands={bands} />
      {fields.length > 1 && <FieldBands fields={fields} />}
    </div>
  );
}
