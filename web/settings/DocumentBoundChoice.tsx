import { useQuery } from '@tanstack/react-query';
import { certifiedBounds, DOCUMENT_MODEL } from '../../schemas/document-bound.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { Policy } from '../../schemas/policy.ts';
import { modelsQuery } from '../api/models.ts';
import { formatShare } from '../parts/format.ts';

const OFF = 'off';

/** Whether documents are also held to a bound as a whole: one of the levels that the model in use is certified for. */
export function DocumentBoundChoice(properties: {
  policy: Policy;
  disabled: boolean;
  onChange: (documentBound: number | undefined) => void;
}) {
  const { policy, disabled, onChange } = properties;
  const models = useQuery(modelsQuery);
  const model = models.data?.items.find(({ name }) => name === DOCUMENT_MODEL);
  const certified = certifiedBounds(model?.documentBounds, policy);
  const chosen = policy.documentBound;
  const inForce = certified.find(({ alpha }) => alpha === chosen);
  const ifAlways = certifiedBounds(model?.documentBounds, { automation: 'always' }).find(
    ({ alpha }) => alpha === chosen,
  );
  return (
    <div className="document-bound">
      <label>
        <span>Whole documents</span>
        <select
          value={chosen ?? OFF}
          disabled={disabled || !models.isSuccess}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === OFF ? undefined : Number(currentTarget.value))
          }
        >
          <option value={OFF}>no bound of their own</option>
          {certified.map((bound) => (
            <option key={bound.alpha} value={bound.alpha}>
              {optionWords(bound)}
            </option>
          ))}
          {chosen !== undefined && inForce === undefined && (
            <option value={chosen}>{levelWords(chosen)}: not certified</option>
          )}
        </select>
      </label>
      {models.isSuccess && <span className="quiet">{words()}</span>}
    </div>
  );

  function words(): string {
    const name = model === undefined ? 'The model' : `${model.name} ${model.version}`;
    if (inForce !== undefined) return `${explanation(inForce)}${hint(inForce, ifAlways)}`;
    if (chosen !== undefined)
      return `${name} is not certified for this bound: every document goes to a person until another is chosen.`;
    if (certified.length === 0) return `${name} has no bound on whole documents for this choice.`;
    return 'Each value is held to its own bound; a document with many values may still hold a wrong one.';
  }
}

const levelWords = (alpha: number) => `at most ${formatShare(alpha)} of them wrong`;

const optionWords = ({ alpha, coverage }: AcceptanceThreshold) =>
  `${levelWords(alpha)}, ${formatShare(coverage)} pass by themselves`;

/** Doubt about single values may pass where the bound on the whole document still holds. */
const hint = ({ coverage }: AcceptanceThreshold, ifAlways: AcceptanceThreshold | undefined) =>
  ifAlways === undefined || ifAlways.coverage <= coverage
    ? ''
    : ` Within the same bound ${formatShare(ifAlways.coverage)} would pass if also what is only in doubt may.`;

const explanation = ({ alpha, delta, n, coverage }: AcceptanceThreshold) =>
  `With a probability of ${formatShare(1 - delta)}, at most ${formatShare(alpha)} of the documents that pass hold a wrong value among those that decide. ` +
  `Of ${n} calibration documents ${formatShare(coverage)} passed; e-invoice data is exact and not held to it.`;
