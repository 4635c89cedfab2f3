import { z } from 'zod';

/** A decimal number as a string with a point: "1234.50", "-8.79", "20". Never a float. */
export const decimalString = z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal such as "1234.50"');
/** ISO 8601 calendar date, YYYY-MM-DD. */
export const isoDate = z.iso.date();
/** ISO 8601 instant in UTC. */
export const isoInstant = z.iso.datetime();
/** ISO 4217 currency code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as "EUR"');
/** SHA-256 as 64 lower-case hex digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits');
export const probability = z.number().min(0).max(1);

/** A reference to bytes in the blob store: the claim check that travels instead of the bytes. */
export const blobRef = z.strictObject({ sha256, bytes: z.number().int().nonnegative(), mediaType: z.string() });
export type BlobRef = z.infer<typeof blobRef>;
