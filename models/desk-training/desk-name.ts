import { DocketError } from '../../schemas/errors.ts';

/** The name of a desk: also a folder, a queue and a part of addresses. @throws DocketError `request.invalid`. */
export function requireDeskName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return name;
  throw new DocketError('request.invalid', `The name "${name}" must be lower-case letters, digits and hyphens`);
}
