import { criticalFields, impliedBy, isStatedByRule, requiredFields } from '../schemas/deciding-fields.ts';
import type { DocumentFields, Extraction, OutcomeStatus, Reason, Routing } from '../schemas/document.ts';
import { documentReason } from '../schemas/document-reasons.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { FieldName } from '../schemas/fields.ts';
import type { Finding } from '../schemas/finding.ts';
import type { AcceptanceThreshold } from '../schemas/model-card.ts';

export interface Decision {
  status: Extract<OutcomeStatus, 'accepted' | 'review'>;
  reasons: Reason[];
  /** Fields to ask a larger model or a person for: required but missing, or critical and not accepted. */
  doubts: FieldName[];
  extraction: Extraction;
}

type Thresholds = Record<string, AcceptanceThreshold>;

/** The bounds that values must reach: the specialist's, and for values that a teacher vouches for the teacher's own. */
export interface Bounds {
  specialist: Thresholds;
  teacher?: { name: string; thresholds: Thresholds };
}

/** What two models make of header fields together. */
export interface Standing {
  /** They said different values: for a person, whatever the confidence. */
  disputed: ReadonlySet<FieldName>;
  /** They said the same, and where they did on measured values the bound held. */
  vouched: ReadonlySet<FieldName>;
}

const NOTHING_SAID: Standing = { disputed: new Set(), vouched: new Set() };

function judgeRuleValues(fields: DocumentFields): DocumentFields {
  const judged = { ...fields };
  for (const name of ['totalNet', 'totalTax', 'totalGross', 'amountDue', 'paymentReference'] as const) {
    const evidence = fields[name];
    if (!evidence || !isStatedByRule(name, evidence)) continue;
    const grounds = (impliedBy[name] ?? []).flatMap((ground) => fields[ground] ?? []);
    const printed = grounds.filter(({ source }) => source !== 'rule');
    const holds = printed.length > 0 && printed.every(({ accepted }) => accepted);
    judged[name] = { ...evidence, accepted: holds };
  }
  return judged;
}

function passes(name: string, evidence: Evidence, { specialist, teacher }: Bounds): boolean {
  if (evidence.source === 'xml' || evidence.source === 'human') return true;
  const thresholds = evidence.by.name === teacher?.name ? teacher.thresholds : specialist;
  const bound = (thresholds[name] ?? thresholds['*'])?.threshold ?? null;
  return evidence.value !== null && bound !== null && evidence.confidence >= bound;
}

interface Named {
  /** Before a name: in a path, and in the name of its bound. */
  path: string;
  bound: string;
}

function flag<T extends Partial<Record<string, Evidence>>>(
  values: T,
  { path, bound }: Named,
  isAccepted: (path: string, bound: string, evidence: Evidence) => boolean,
): T {
  const flagged = Object.entries(values).map(([name, evidence]) => {
    if (!evidence) return [name, evidence];
    return [name, { ...evidence, accepted: isAccepted(path + name, bound + name, evidence) }];
  });
  return Object.fromEntries(flagged) as T;
}

/**
 * Which values are accepted and whether the document passes. A value is accepted where its calibrated confidence reaches
 * the threshold of its field's bound, no failing check names it and no two models dispute it.
 */
export function decideDocument(input: {
  extraction: Extraction;
  findings: Finding[];
  routing: Routing;
  bounds: Bounds;
  standing?: Standing;
}): Decision {
  const { findings, routing, bounds } = input;
  const { disputed, vouched }: Record<keyof Standing, ReadonlySet<string>> = input.standing ?? NOTHING_SAID;
  const failing = findings.filter((finding) => finding.severity === 'error');
  const named = new Set(failing.flatMap((finding) => finding.fields));
  const blocked = new Set([...named, ...disputed]);
  const isAccepted = (path: string, bound: string, evidence: Evidence) =>
    !blocked.has(path) && (vouched.has(path) || passes(bound, evidence, bounds));
  const { fields: said, lines, taxes } = input.extraction;
  const extraction: Extraction = {
    fields: judgeRuleValues(flag(said, { path: '', bound: '' }, isAccepted)),
    lines: lines.map((line, i) => flag(line, { path: `lines.${i}.`, bound: 'line.' }, isAccepted)),
    taxes: taxes.map((tax, i) => flag(tax, { path: `taxes.${i}.`, bound: 'tax.' }, isAccepted)),
  };
  const { fields } = extraction;
  const reasons: Reason[] = failing.map(({ rule, message, fields: named }) => ({
    code: rule,
    message,
    ...(named[0] === undefined ? {} : { field: named[0] }),
  }));
  const doubts = new Set<FieldName>();
  for (const field of requiredFields[routing.kind]) {
    if (fields[field]?.value != null) continue;
    doubts.add(field);
    reasons.push(documentReason('field.missing', `${field} was not found`, field));
  }
  for (const field of criticalFields) {
    const evidence = fields[field];
    if (!evidence || evidence.value === null || evidence.accepted || isStatedByRule(field, evidence)) continue;
    doubts.add(field);
    if (named.has(field)) continue;
    if (disputed.has(field)) {
      const message = `Two models disagree on ${field}; "${evidence.value.slice(0, 60)}" is the likelier value`;
      reasons.push(documentReason('field.disputed', message, field));
      continue;
    }
    const percent = Math.floor(evidence.confidence * 1000) / 10;
    const message = `${field} "${evidence.value.slice(0, 60)}" is only ${percent} % certain`;
    reasons.push(documentReason('field.doubtful', message, field));
  }
  if (routing.outOfScope || routing.kind === 'other')
    reasons.unshift(
      documentReason('document.out-of-scope', 'This does not look like an invoice, a credit note or a receipt'),
    );
  return { status: reasons.length === 0 ? 'accepted' : 'review', reasons, doubts: [...doubts], extraction };
}
