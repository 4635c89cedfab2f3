import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** A ULID in lower case: 48 bits of time, 80 of chance; sorts by time and is safe in a URL or a file name. */
export function newId(now: number = Date.now()): string {
  let time = '';
  for (let digit = 0, rest = now; digit < TIME_DIGITS; digit += 1, rest = Math.floor(rest / 32)) {
    time = ALPHABET.charAt(rest % 32) + time;
  }
  const random = Array.from(randomBytes(RANDOM_DIGITS), (byte) => ALPHABET.charAt(byte % 32));
  return time + random.join('');
}
