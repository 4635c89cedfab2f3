import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance: nothing to guess, so its plain SHA-256 is what is stored. */
export function newSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
