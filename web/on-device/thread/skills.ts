import { TICKET_ENTITIES } from '../../../models/ticket-entities.ts';
import type { OnDevicePackage } from '../../../schemas/on-device.ts';
import { DOCUMENTS } from '../../../schemas/policy.ts';
import { type EngineFile, pdfiumFile } from './engine-files.ts';

const DOCUMENT_SPECIALIST = 'invoice';

const isDesk = ({ card }: OnDevicePackage) => card.task === 'text-classification';
const namesSpecialist = ({ card }: OnDevicePackage) => card.name === DOCUMENT_SPECIALIST;

/** The package that gives a skill its name. */
export function mainPackageOf(skill: string, packages: readonly OnDevicePackage[]): OnDevicePackage | undefined {
  return packages.findLast((item) =>
    skill === DOCUMENTS ? namesSpecialist(item) : isDesk(item) && item.card.name === skill,
  );
}

/** The skills that these packages make up: documents first, then desks. */
export function skillNames(packages: readonly OnDevicePackage[]): string[] {
  const desks = packages.filter(isDesk).map(({ card }) => card.name);
  return [...(packages.some(namesSpecialist) ? [DOCUMENTS] : []), ...new Set(desks)];
}

/** Everything that a skill needs of these packages: its own, the encoder below a desk, and what finds entities. */
export function packagesOf(skill: string, packages: readonly OnDevicePackage[]): OnDevicePackage[] {
  const main = mainPackageOf(skill, packages);
  if (main === undefined) return [];
  if (skill === DOCUMENTS) return [main];
  const encoder = main.card.head?.encoder;
  const below = packages.filter(
    ({ card }) =>
      card.name === TICKET_ENTITIES ||
      (encoder !== undefined && card.name === encoder.name && card.version === encoder.version),
  );
  return [main, ...below];
}

/** The programs that a skill needs beside its packages. */
export const engineOf = (skill: string, runtime: EngineFile): EngineFile[] =>
  skill === DOCUMENTS ? [runtime, pdfiumFile] : [runtime];

export const addressOf = (sha256: string): string => `/v1/on-device/files/${sha256}`;
