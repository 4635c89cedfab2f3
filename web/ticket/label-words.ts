/** `card_payment_fee_charged` → "Card payment fee charged". */
export function labelWords(label: string): string {
  const words = label.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
