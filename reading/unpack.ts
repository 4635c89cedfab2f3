import { DocketError } from '../schemas/errors.ts';
import { openZip } from './archive/open-zip.ts';
import { documentFiles } from './message/document-files.ts';
import { readEml } from './message/read-eml.ts';
import { readMsg } from './message/read-msg.ts';
import { readTnef } from './message/read-tnef.ts';
import type { ReaderJob } from './reader-messages.ts';
import { openSigned } from './signed/open-signed.ts';
import type { Unpacked } from './unpacked.ts';

type UnpackJob = Extract<ReaderJob, { kind: 'unpack' }>;

const messageReaders = { eml: readEml, msg: readMsg, tnef: readTnef };

/** What file managers leave in archives. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;

async function unpackZip({ bytes, limits }: UnpackJob): Promise<Unpacked> {
  const files: Unpacked['files'] = [];
  const passedOver: string[] = [];
  for (const { name, read } of await openZip(bytes, limits)) {
    if (LITTER.test(name)) {
      passedOver.push(name);
      continue;
    }
    try {
      files.push({ name, bytes: await read(), format: null, isOptional: false });
    } catch (error) {
      if (!(error instanceof DocketError) || error.code === 'archive.too-large') throw error;
      files.push({ name, problem: { code: error.code, message: error.message } });
    }
  }
  return { message: null, isSigned: false, files, passedOver };
}

/** The one file that was signed: "invoice.xml" of "invoice.xml.p7m". */
function unpackSigned({ bytes, name }: UnpackJob): Unpacked {
  const own =
    name
      ?.split('/')
      .at(-1)
      ?.replace(/\.(p7m|p7s|p7c|pem|b64)$/i, '') || 'signed';
  const files = [{ name: own, bytes: openSigned(bytes), format: null, isOptional: false }];
  return { message: null, isSigned: true, files, passedOver: [] };
}

/**
 * Takes an e-mail, an archive or a signed file apart in this process.
 * @throws DocketError `message.broken`, `message.encrypted`, `archive.broken`, `archive.too-large`, `signed.*`
 */
export async function unpack(job: UnpackJob): Promise<Unpacked> {
  if (job.format === 'zip') return unpackZip(job);
  if (job.format === 'p7m') return unpackSigned(job);
  const message = await messageReaders[job.format](job.bytes);
  return { message: message.header, isSigned: message.isSigned, ...(await documentFiles(message)) };
}
