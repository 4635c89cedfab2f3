import type { Impact, Urgency } from '../../schemas/impact-and-urgency.ts';
import type { Priority, PriorityLevel, TicketInput } from '../../schemas/ticket.ts';

/** The written policy (docs/priority-policy.md): rows are impact, columns urgency. */
const matrix: Record<Impact, Record<Urgency, PriorityLevel>> = {
  'one-person': { low: 'low', normal: 'normal', high: 'high' },
  team: { low: 'normal', normal: 'high', high: 'urgent' },
  organisation: { low: 'high', normal: 'urgent', high: 'urgent' },
};

const impactCues: [Impact, RegExp][] = [
  [
    'organisation',
    /\b(everyone|everybody|all (?:users|customers|staff|employees|sites|offices)|company[- ]?wide|whole company|entire (?:company|organi[sz]ation)|production (?:is )?down|data breach|security breach)\b/i,
  ],
  [
    'team',
    /\b(our (?:team|department|office)|whole (?:team|department|office)|entire (?:team|department|office)|several (?:users|people|colleagues)|many (?:users|people|customers)|multiple (?:users|people|customers)|colleagues)\b/i,
  ],
];

const urgencyCues: [Urgency, RegExp][] = [
  [
    'high',
    /\b(urgent(?:ly)?|asap|immediately|right away|emergency|critical|at once|as soon as possible|stolen|fraud(?:ulent)?|hacked|compromised|outage|cannot work|can't work|unable to work|deadline today|compromise[d]?|unauthori[sz]ed)\b/i,
  ],
  [
    'low',
    /\b(no rush|no hurry|not urgent|whenever|when you have time|just wondering|curious|out of interest|feature request|suggestion|nice to have)\b/i,
  ],
];

function firstCue<T>(text: string, cues: [T, RegExp][]): { value: T; words: string } | null {
  for (const [value, pattern] of cues) {
    const match = pattern.exec(text);
    if (match) return { value, words: match[0] };
  }
  return null;
}

/** Priority by policy: what the sender states wins, else cue words of the text, else one person at normal urgency. */
export function priorityOf(ticket: TicketInput): Priority {
  const text = `${ticket.subject ?? ''}\n${ticket.text}`;
  const reasons: string[] = [];
  let impact: Impact = 'one-person';
  if (ticket.impact) {
    impact = ticket.impact;
    reasons.push(`impact ${impact} as stated`);
  } else {
    const cue = firstCue(text, impactCues);
    impact = cue?.value ?? 'one-person';
    reasons.push(cue ? `impact ${impact} by "${cue.words}"` : 'impact one-person by default');
  }
  let urgency: Urgency = 'normal';
  if (ticket.urgency) {
    urgency = ticket.urgency;
    reasons.push(`urgency ${urgency} as stated`);
  } else {
    const negated = /\bnot (?:that |so |very )?urgent\b/i.exec(text);
    const cue = negated ? { value: 'low' as const, words: negated[0] } : firstCue(text, urgencyCues);
    urgency = cue?.value ?? 'normal';
    reasons.push(cue ? `urgency ${urgency} by "${cue.words}"` : 'urgency normal by default');
  }
  const level = matrix[impact][urgency];
  return { level, impact, urgency, reason: `${reasons.join('; ')}: ${level} by the policy`, source: 'rule' };
}
