import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { caseSummary, type DocumentArrival } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { newId } from '../../store/id.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { headerFileName, plainFileName } from '../file-name.ts';
import { idempotencyOf } from '../idempotency.ts';
import { callerOf } from '../plugins/authentication.ts';
import { receive } from '../receive.ts';
import { problemResponses } from '../responses.ts';
import { sniffMediaType } from '../sniff.ts';

const FILES_A_REQUEST = 20;
const created = z.object({ items: z.array(caseSummary) });

/** POST /v1/documents: files as multipart/form-data, or one file as the body with its name in X-File-Name. */
export async function documentRoutes(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const { maxBytes } = deps.limits;
  app.removeAllContentTypeParsers();
  await app.register(multipart, { limits: { fileSize: maxBytes, files: FILES_A_REQUEST, fields: 20, parts: 40 } });
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, async (_: unknown, body: Buffer) => body);

  app.setErrorHandler((error: FastifyError) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE' && error.code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new DocketError('file.too-large', `The file is larger than ${maxBytes} bytes`, { cause: error });
  });

  app.post(
    '/v1/documents',
    {
      bodyLimit: maxBytes,
      schema: {
        tags: ['documents'],
        summary: 'Send documents',
        description:
          'Files as multipart/form-data, or one file as the body with its own Content-Type and its percent-encoded name in X-File-Name. PDF, PNG, JPEG, TIFF, WebP, DOCX, XLSX, RTF, HTML, e-invoice XML, words JSON, or an e-mail (EML, MSG), a signed file (P7M) or ZIP: the case is then its first document, and a case is opened for each other one.',
        consumes: ['multipart/form-data', 'application/octet-stream'],
        response: { 202: created, ...problemResponses },
      },
    },
    async (request, reply) => {
      await deps.availability.require('database', 'temporal', 'redis');
      const arrivals = request.isMultipart() ? await storeParts(request, deps) : [await storeBody(request, deps)];
      if (arrivals.length === 0) throw new DocketError('file.empty', 'The request holds no file');
      const idempotency = idempotencyOf(
        request,
        arrivals.flatMap(({ fileName, blob }) => [fileName, blob.sha256]),
      );
      const { actor } = callerOf(request);
      const cases = arrivals.map((arrival) => ({ id: newId(), arrival, actor }));
      const answer = (items: z.infer<typeof caseSummary>[]) => ({ status: 202, answer: { items } });
      const kept = await receive(deps, { cases, batches: [], idempotency, answer }, request.log);
      return reply.code(202).send(created.parse(kept.answer));
    },
  );
}

async function storeParts(request: FastifyRequest, deps: ApiDependencies): Promise<DocumentArrival[]> {
  const arrivals: DocumentArrival[] = [];
  for await (const { bytes, fileName } of formFiles(request)) arrivals.push(await store(deps, bytes, fileName));
  return arrivals;
}

/** The files of a form, one in memory at a time. */
async function* formFiles(request: FastifyRequest): AsyncGenerator<{ bytes: Buffer; fileName: string }> {
  try {
    for await (const file of request.files()) {
      yield { bytes: await file.toBuffer(), fileName: plainFileName(file.filename) };
    }
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error;
    throw new DocketError('request.invalid', `The form is broken: ${error.message}`, { cause: error });
  }
}

function storeBody(request: FastifyRequest, deps: ApiDependencies): Promise<DocumentArrival> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return store(deps, bytes, headerFileName(request.headers['x-file-name']));
}

async function store({ blobs }: ApiDependencies, bytes: Buffer, fileName: string): Promise<DocumentArrival> {
  const blob = await blobs.put(bytes, sniffMediaType(bytes, fileName));
  return { kind: 'document', fileName, blob, part: 1, parentId: null };
}
