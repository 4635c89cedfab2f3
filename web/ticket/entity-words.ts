import type { Entity } from '../../schemas/ticket.ts';

export const entityWords: Record<Entity['kind'], string> = {
  order: 'Order number',
  invoice: 'Invoice number',
  account: 'Account',
  amount: 'Amount',
  date: 'Date',
  email: 'E-mail',
  phone: 'Phone',
  url: 'Link',
};
