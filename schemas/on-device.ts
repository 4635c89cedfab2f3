import { z } from 'zod';
import { modelCard } from './model-card.ts';
import { sha256 } from './primitives.ts';

/** A model package as a browser fetches it: its card, and its files by their hashes. */
export const onDevicePackage = z.object({
  card: modelCard,
  files: z.array(z.object({ name: z.string(), bytes: z.number().int().nonnegative(), sha256 })),
});
export type OnDevicePackage = z.infer<typeof onDevicePackage>;
export type OnDeviceFile = OnDevicePackage['files'][number];

export const onDevicePackages = z.object({ items: z.array(onDevicePackage) });
