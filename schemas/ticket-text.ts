/** What a specialist reads of a ticket: its subject, where there is one, and its text. */
export function ticketText(ticket: { subject?: string | undefined; text: string }): string {
  return ticket.subject ? `${ticket.subject}\n${ticket.text}` : ticket.text;
}
