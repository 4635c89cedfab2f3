import { type DocumentSpecialist, openDocumentSpecialist } from '../../../models/document-specialist.ts';
import { type EntitySpecialist, openInstalledEntities } from '../../../models/ticket-entities.ts';
import { openTicketSpecialist, type TicketSpecialist } from '../../../models/ticket-specialist.ts';
import { DocketError } from '../../../schemas/errors.ts';
import type { Asks, Progress } from '../thread-messages.ts';
import { openBrowserSessions } from './browser-sessions.ts';
import { decideReading, readPdfHere } from './decide-pdf.ts';
import { decideText } from './decide-text.ts';
import { type EngineFile, pdfiumFile } from './engine-files.ts';
import { fetchFile } from './fetch-file.ts';
import type { Kept } from './kept.ts';
import { keptPackages } from './kept-packages.ts';
import { pdfTools } from './pdf-tools.ts';
import { inferenceThreads, type Runtime } from './runtime.ts';

type Handlers = {
  [Name in keyof Asks]: (
    input: Asks[Name]['input'],
    onProgress: (progress: Progress) => void,
  ) => Promise<Asks[Name]['answer']>;
};

/** The specialists of the packages that are kept at the time, each opened at its first use. */
interface Opened {
  tickets(desk: string): Promise<TicketSpecialist>;
  entities(): Promise<EntitySpecialist | null>;
  documents(): Promise<DocumentSpecialist>;
}

/** @throws DocketError `device.not-kept` for a model that the packages of this device do not know */
function notKept(error: unknown): never {
  if (!(error instanceof DocketError && error.code === 'model.unknown')) throw error;
  throw new DocketError('device.not-kept', error.message, { cause: error });
}

/** Answers what the page asks of this device. */
export function openDevice(kept: Kept, runtime: Runtime): Handlers {
  const { shelf } = kept;
  /** A program that a new build of the page brought is fetched with its first use. */
  const program = async ({ address }: EngineFile): Promise<ArrayBuffer> => {
    const here = await shelf.get(address);
    if (here) return here;
    const bytes = await fetchFile(address, () => {});
    await shelf.put(address, bytes);
    return bytes;
  };
  const sessions = openBrowserSessions(
    runtime,
    () => program(runtime.file),
    async (address) => (await shelf.get(address)) ?? fetchFile(address, () => {}),
  );
  const pdf = pdfTools(() => program(pdfiumFile));

  const open = (): Opened => {
    const packages = keptPackages(kept.packages, shelf);
    const opening = new Map<string, Promise<unknown>>();
    const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
      const made = (opening.get(name) as Promise<T> | undefined) ?? make();
      opening.set(name, made);
      made.catch(() => opening.delete(name));
      return made;
    };
    return {
      tickets: (desk) => once(`desk ${desk}`, () => openTicketSpecialist(packages, sessions, desk)),
      entities: () => once('entities', () => openInstalledEntities(packages, sessions)),
      documents: () => once('documents', () => openDocumentSpecialist(packages, sessions).catch(notKept)),
    };
  };
  let opened = open();

  return {
    async look({ served }) {
      const engine = { threads: inferenceThreads(), graphics: runtime.graphics, trials: [...sessions.trials] };
      return { skills: await kept.skills(served), lasts: shelf.lasts, engine };
    },
    async keep({ name, served }, onProgress) {
      await kept.keep(name, served, onProgress);
      opened = open();
      return null;
    },
    async remove({ name }) {
      await kept.remove(name);
      opened = open();
      return null;
    },
    async ticket({ desk, text }) {
      const began = performance.now();
      const [specialist, entities] = await Promise.all([opened.tickets(desk), opened.entities()]);
      const loaded = performance.now();
      const decision = await decideText(text, specialist, entities);
      return { ...decision, timing: { loadMs: loaded - began, decideMs: performance.now() - loaded } };
    },
    async document({ bytes, fileName }) {
      const began = performance.now();
      const [specialist] = await Promise.all([opened.documents(), pdf.pdfium.get()]);
      const loaded = performance.now();
      const file = new Uint8Array(bytes);
      const documents = await decideReading(await readPdfHere(file, fileName, pdf), specialist, file);
      return { documents, timing: { loadMs: loaded - began, decideMs: performance.now() - loaded } };
    },
  };
}
