/** A number in a register of companies behind a name, as in "(139386-X)", "(CO. REG : 704427-T)" or "822737-X". */
const BEHIND =
  /\s*(?:\(\s*(?:co\.?\s*)?(?:reg\.?\s*)?(?:no\.?\s*)?:?\s*(?:[0-9]{4,7}\s?-?\s?[a-z]|[0-9]{5,12})\s*\)|(?<=\s)[0-9]{4,7}\s?-\s?[a-z])$/i;

/** The name without a register number behind it. */
export function withoutRegisterNumber(name: string): string {
  const shorter = name.replace(BEHIND, '');
  return /\p{L}/u.test(shorter) ? shorter : name;
}
