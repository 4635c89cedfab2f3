/** What the desks that ship are for. */
export const deskWords: Readonly<Record<string, string>> = {
  banking77: 'Online banking',
  clinc150: 'Everyday assistant, knows what is out of its scope',
  'customer-care': 'Orders, refunds and accounts of a shop',
  'it-topic': 'IT help desk',
};
