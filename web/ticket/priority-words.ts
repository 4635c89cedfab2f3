import type { Impact, Urgency } from '../../schemas/impact-and-urgency.ts';

export const impactWords: Record<Impact, string> = {
  'one-person': 'One person',
  team: 'A team',
  organisation: 'The whole organisation',
};

export const urgencyWords: Record<Urgency, string> = {
  low: 'Low urgency',
  normal: 'Normal urgency',
  high: 'High urgency',
};
