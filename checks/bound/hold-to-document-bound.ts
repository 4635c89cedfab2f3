import type { DocumentResult, Reason } from '../../schemas/document.ts';
import { boundAutomationOf, type DocumentBoundStamp, type DocumentBounds } from '../../schemas/document-bound.ts';
import { documentReason } from '../../schemas/document-reasons.ts';
import type { Producer } from '../../schemas/evidence.ts';
import type { DeskPolicy } from '../../schemas/policy.ts';
import type { Page } from '../../schemas/words.ts';
import { documentScore, isRecognised, weighedValues } from './document-score.ts';

/** The model whose values a document consists of, with the bounds on whole documents that it is certified for. */
export interface BoundedModel {
  producer: Producer;
  documents?: DocumentBounds | undefined;
}
type Policy = Pick<DeskPolicy, 'automation' | 'fields' | 'documentBound'> & Partial<Pick<DeskPolicy, 'documentWatch'>>;
type Judged = Pick<DocumentResult, 'status' | 'reasons' | 'fields'>;

/**
 * Holds a document that a desk's policy lets pass to the bound on whole documents that the policy asks for. While second
 * looks say that this bound is broken nothing passes. Exact data (no model) is not governed by it. Pure.
 */
export function holdToDocumentBound<T extends Judged>(
  decided: T,
  policy: Policy,
  model: BoundedModel | null,
  pages: readonly Pick<Page, 'source'>[],
): { result: T; stamp: DocumentBoundStamp | null } {
  const { documentBound: alpha } = policy;
  if (model === null) return { result: decided, stamp: null };
  const stamp = alpha === undefined ? null : stampOf(decided, policy, alpha, { ...model, pages });
  const reason = alarmOf(policy) ?? (alpha === undefined ? null : shortfallOf(decided, alpha, stamp, model));
  if (reason === null || decided.status !== 'accepted') return { result: decided, stamp };
  return { result: { ...decided, status: 'review', reasons: [reason] }, stamp };
}

function stampOf(
  { fields }: Judged,
  policy: Policy,
  alpha: number,
  { documents, pages }: BoundedModel & { pages: readonly Pick<Page, 'source'>[] },
): DocumentBoundStamp | null {
  const automation = boundAutomationOf(policy);
  const bound = documents?.bounds[automation].find((one) => one.alpha === alpha);
  if (!documents || !bound) return null;
  const { mediumFrom: _, ...certified } = bound;
  const { score, fields: names, recognised } = documents;
  const isStrange = !recognised && isRecognised(fields, names, pages);
  const reached = isStrange ? null : documentScore(fields, documents);
  return { ...certified, automation, fields: names, score, reached };
}

function alarmOf({ documentWatch }: Policy): Reason | null {
  if (!documentWatch?.alarmAt) return null;
  const { wrong, looked } = documentWatch;
  return documentReason(
    'policy.document-alarm',
    `Second looks found a wrong value in ${wrong} of ${looked} documents, more than the bound on whole documents allows: nothing passes until the alarm is cleared`,
  );
}

function shortfallOf(
  { fields }: Judged,
  alpha: number,
  stamp: DocumentBoundStamp | null,
  { producer }: BoundedModel,
): Reason | null {
  const share = `${percent(alpha)} % of the documents that pass hold a wrong value`;
  if (stamp === null || stamp.threshold === null)
    return documentReason(
      'document.no-bound',
      `${producer.name} ${producer.version} is not certified to keep "at most ${share}": choose another bound in the settings, or none`,
    );
  if (stamp.reached === null)
    return documentReason(
      'document.not-covered',
      `"At most ${share}" speaks only of what ${producer.name} ${producer.version} read from a text layer: check what a larger model found, or recognition read`,
    );
  if (stamp.reached >= stamp.threshold) return null;
  return documentReason(
    'document.doubtful',
    `All its values together are ${percent(stamp.reached)} % certain, and at most ${share} only from ${percent(stamp.threshold)} %: check ${leastCertain(fields, stamp)} first`,
  );
}

/** Rounded down, so that what lies below a threshold never reads as if it reached it. */
const percent = (share: number) => Math.floor(share * 1000 + 1e-9) / 10;

function leastCertain(fields: Judged['fields'], { fields: names }: DocumentBoundStamp): string {
  const [least] = weighedValues(fields, names).toSorted((a, b) => a.of.confidence - b.of.confidence);
  return least ? `${least.name} (${percent(least.of.confidence)} %)` : 'its values';
}
