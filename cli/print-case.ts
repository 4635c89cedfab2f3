import type { CaseDetail } from '../schemas/case.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { MessageHeader } from '../schemas/reading.ts';

function line(name: string, evidence: Evidence): string {
  const mark = evidence.accepted ? ' ' : '?';
  return `  ${mark} ${name.padEnd(20)} ${(evidence.value ?? '').slice(0, 80)}  (${Math.round(evidence.confidence * 100)} %, ${evidence.source})`;
}

const mail = ({ subject, from }: MessageHeader) => `"${subject ?? ''}"${from === null ? '' : ` of ${from}`}`;

/** Each different text with how often it stands, in the order of the first. */
function counted(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}

/** Prints a case: as its JSON, or its state and values for a person. A `?` marks a value in doubt. */
export function printCase(found: CaseDetail, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(found)}\n`);
    return;
  }
  const lines = [`${found.id}  ${found.title}: ${found.state}`];
  const { outcome, origin, escalation } = found;
  if (escalation) lines.push(`  escalated to ${escalation.lead} at ${escalation.at}`);
  if (origin) lines.push(`  ${origin.path}${origin.message ? `, in the e-mail ${mail(origin.message)}` : ''}`);
  if (outcome?.kind === 'document') {
    const { result } = outcome;
    lines.push(`  ${result.kind}${result.language ? ` (${result.language})` : ''}`);
    for (const [name, evidence] of Object.entries(result.fields)) lines.push(line(name, evidence));
    if (result.lines.length > 0) lines.push(`    ${result.lines.length} line items`);
  }
  if (outcome?.kind === 'ticket') {
    const { result } = outcome;
    lines.push(
      `    intent ${result.intent.label} (${Math.round(result.intent.confidence * 100)} %), topic ${result.topic}`,
    );
    lines.push(`    priority ${result.priority.level}: ${result.priority.reason}`);
    for (const entity of result.entities) lines.push(`    ${entity.kind} ${entity.value}`);
  }
  const reasons = outcome?.kind === 'refused' ? outcome.reasons : found.reasons;
  for (const [text, times] of counted(reasons.map(({ code, message }) => `${code}: ${message}`)))
    lines.push(`  ! ${text}${times > 1 ? ` (${times} times)` : ''}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
