import { createHash } from 'node:crypto';
import { routeDocument } from '../models/route-document.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Finding } from '../schemas/finding.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { ContainerFormat, Reading, ReadPart } from '../schemas/reading.ts';
import { mediaTypes } from './media-types.ts';
import type { ReadLimits } from './read-limits.ts';
import { runInReader } from './reader-pool.ts';
import { type CarriedDocument, type LostDocument, Unpacking } from './unpacking.ts';

export interface ContainerOptions {
  limits: ReadLimits;
  ignoreXml: boolean;
  xmlOnly: boolean;
  signal: AbortSignal | undefined;
  /** Hears of each file inside that a part refers to, so that a caller can keep its bytes. */
  keepFile: ((blob: BlobRef, bytes: Uint8Array) => Promise<unknown>) | undefined;
}

/** A money amount with cents: what a text must show to be worth reading as an invoice. */
const AMOUNT = /\d[.,]\d{2}(?!\d)/g;
/** A covering letter names the amount of the invoice it comes with; the invoice itself shows how it came about. */
const AMOUNTS_BESIDE_DOCUMENTS = 3;

type UnnumberedPart = Omit<ReadPart, 'part'>;

function blobOf(bytes: Uint8Array, format: CarriedDocument['format'] | null): BlobRef {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, bytes: bytes.length, mediaType: format === null ? 'application/octet-stream' : mediaTypes[format] };
}

function lostPart({ path, bytes, message, problem }: LostDocument): UnnumberedPart {
  const file = { path, format: null, blob: blobOf(bytes, null) };
  return { pages: [], eInvoice: null, file, ...(message ? { message } : {}), problem };
}

async function readCarried(document: CarriedDocument, options: ContainerOptions): Promise<UnnumberedPart[]> {
  const { path, bytes, format, message } = document;
  const { limits, ignoreXml, xmlOnly, signal } = options;
  try {
    const { parts, findings } = await runInReader({ kind: 'read', bytes, format, ignoreXml, xmlOnly, limits }, signal);
    const file = { path, format, blob: blobOf(bytes, format) };
    return parts.map(({ part: _, ...read }) => ({ ...read, file, ...(message ? { message } : {}), findings }));
  } catch (error) {
    if (!(error instanceof DocketError)) throw error;
    const { code, message: text } = error;
    return [lostPart({ ...document, problem: { code, message: `${path}: ${text}` } })];
  }
}

/** Whether the text of an e-mail or a picture in it is itself an invoice, a credit note or a receipt. */
function isDocument(part: UnnumberedPart, amounts: number): boolean {
  if (part.problem) return false;
  if (part.eInvoice) return true;
  const text = part.pages.flatMap((page) => page.words.map((word) => word.text)).join(' ');
  return (text.match(AMOUNT)?.length ?? 0) >= amounts && !routeDocument({ ...part, part: 1 }).outOfScope;
}

function passedOverFinding(names: string[]): Finding[] {
  if (names.length === 0) return [];
  const message = `Not read as documents: ${names.join(', ')}.`;
  return [{ rule: 'container.passed-over', severity: 'info', message, fields: [] }];
}

function signatureFinding(paths: string[]): Finding[] {
  if (paths.length === 0) return [];
  const what = paths.map((path) => path || 'the file itself').join(', ');
  const message = `Signed, but the signature was not checked: ${what}.`;
  return [{ rule: 'signature.unchecked', severity: 'info', message, fields: [] }];
}

function nothingFound(format: ContainerFormat): DocketError {
  return format === 'zip'
    ? new DocketError('archive.no-document', 'The archive holds no document.')
    : new DocketError('message.no-document', 'The e-mail has no document attached and its text is no invoice.');
}

/**
 * Reads every document that an e-mail, an archive or a signed file carries, each in a reader with limits of its own: one
 * that fails is a part with its problem and the others go on.
 * @throws DocketError `message.*`, `archive.*`, `signed.*`; the problem of its document where there is only one
 */
export async function readContainer(
  container: { bytes: Uint8Array; format: ContainerFormat; name: string | null },
  options: ContainerOptions,
): Promise<Reading> {
  const unpacking = new Unpacking(options.limits, options.signal);
  await unpacking.open({ ...container, path: '', message: null, depth: 1 });
  const certain: UnnumberedPart[] = [];
  const optional: { path: string; parts: UnnumberedPart[] }[] = [];
  const kept = new Map<UnnumberedPart, Uint8Array>();
  for (const document of unpacking.found) {
    const parts = 'problem' in document ? [lostPart(document)] : await readCarried(document, options);
    for (const part of parts) kept.set(part, document.bytes);
    if ('problem' in document || !document.isOptional) certain.push(...parts);
    else optional.push({ path: document.path, parts });
  }
  const amounts = certain.length > 0 ? AMOUNTS_BESIDE_DOCUMENTS : 1;
  const passedOver = [...unpacking.passedOver];
  for (const { path, parts } of optional) {
    const documents = parts.filter((part) => isDocument(part, amounts));
    if (documents.length === 0) passedOver.push(path);
    certain.push(...documents);
  }
  const [first, ...others] = certain;
  if (!first) throw nothingFound(container.format);
  if (first.problem && others.length === 0) throw new DocketError(first.problem.code, first.problem.message);
  for (const part of certain) {
    const bytes = kept.get(part);
    if (part.file && bytes) await options.keepFile?.(part.file.blob, bytes);
  }
  const parts = [...(others.length === 0 ? [first] : certain)].map((part, index) => ({ part: index + 1, ...part }));
  const findings = [...signatureFinding(unpacking.signed), ...passedOverFinding(passedOver)];
  return { format: container.format, parts, findings };
}
