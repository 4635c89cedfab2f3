import { DOCUMENTS } from '../../schemas/policy.ts';
import { formatBytes } from '../parts/format.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { deskWords } from '../ticket/desk-words.ts';

import type { Engine, Skill } from './thread-messages.ts';
import type { Device } from './use-device.ts';

const stateWords: Record<Skill['state'], string> = {
  absent: 'not on this device',
  kept: 'on this device',
  update: 'a newer version is there',
};

/** What this device can decide and could, with its size; fetched once, and removed again. */
export function SkillTable({ device }: { device: Device }) {
  const { shelf, keep, remove, isAway, opensAlone } = device;
  const skills = shelf.data?.skills ?? [];
  return (
    <section className="card" aria-label="What this device can decide">
      <header className="card-head">
        <h2>What this device can decide</h2>
      </header>
      {shelf.data?.lasts === false ? (
        <p className="desk-words warn">
          This page did not come over https, so the browser keeps nothing: what is fetched is gone with the page.
        </p>
      ) : (
        !opensAlone && (
          <p className="desk-words warn">
            This browser does not keep the page itself: it opens with the service alone.
          </p>
        )
      )}
      {skills.length === 0 ? (
        <p className="empty">
          {isAway ? 'Nothing is kept on this device.' : 'The service offers no model for devices.'}
        </p>
      ) : (
        <div className="table-scroll">
          <table className="figures skills">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Version</th>
                <th scope="col" className="end">
                  Size
                </th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="visually-hidden">Keep or remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {skills.map((skill) => (
                <SkillRow key={skill.name} skill={skill} device={device} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shelf.data && <p className="desk-words quiet">{engineWords(shelf.data.engine)}</p>}
      {keep.isError && <ProblemBox problem={keep.error} />}
      {remove.isError && <ProblemBox problem={remove.error} />}
    </section>
  );
}

function SkillRow({ skill, device }: { skill: Skill; device: Device }) {
  const { keep, remove, fetching, isAway } = device;
  const { name, state } = skill;
  const isBusy = keep.isPending || remove.isPending;
  const mine = fetching?.name === name ? fetching.progress : null;
  return (
    <tr>
      <th scope="row">
        {skillWords(skill)}
        {name !== DOCUMENTS && <span className="quiet"> {name}</span>}
      </th>
      <td className="number">{skill.version}</td>
      <td className="end number nowrap">{formatBytes(skill.bytes)}</td>
      <td>
        {mine === null ? (
          <span className={state === 'kept' ? 'good' : 'quiet'}>{stateWords[state]}</span>
        ) : (
          <span className="upload-progress">
            <progress value={mine.done} max={Math.max(1, mine.of)} aria-label={`Fetching ${name}`} />
            <span className="number nowrap">
              {formatBytes(mine.done)} of {formatBytes(mine.of)}
            </span>
          </span>
        )}
      </td>
      <td className="end nowrap">
        {state !== 'kept' && !isAway && (
          <button type="button" className="button small" disabled={isBusy} onClick={() => keep.mutate(name)}>
            {state === 'update' ? 'Update' : 'Keep'} {name} ({formatBytes(skill.missing)})
          </button>
        )}
        {state !== 'absent' && (
          <button type="button" className="button small plain" disabled={isBusy} onClick={() => remove.mutate(name)}>
            Remove {name}
          </button>
        )}
      </td>
    </tr>
  );
}

const skillWords = ({ name, labels }: Skill): string =>
  name === DOCUMENTS
    ? 'Invoices, credit notes and receipts as PDF with text'
    : (deskWords[name] ?? `Tickets with ${labels} labels`);

function engineWords({ threads, graphics, trials }: Engine): string {
  const processor = `Models run on the processor, ${threads === 1 ? 'in one thread' : `in ${threads} threads`}`;
  if (!graphics) return `${processor}.`;
  if (trials.length === 0) return `${processor}; the graphics card is tried with the first decision.`;
  const sooner = trials.filter(({ chosen }) => chosen === 'graphics').length;
  return `${processor}; the graphics card was tried with ${trials.length} and runs the ${sooner} that it answers sooner and alike.`;
}
