import { trace } from '@opentelemetry/api';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError, type ErrorCode } from '../../schemas/errors.ts';
import { databaseProblem } from '../database-problem.ts';

/** RFC 9457 problem details, with Docket's code and what to do. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string(),
  instance: z.string(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

const RETRY_AFTER_SECONDS = 2;

/** What Fastify and its plugins refuse, in the codes of the one table. */
const codeOfFastify: Partial<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed-json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.media-type',
  FST_REQ_FILE_TOO_LARGE: 'file.too-large',
  FST_FILES_LIMIT: 'request.too-large',
  FST_PARTS_LIMIT: 'request.too-large',
  FST_FIELDS_LIMIT: 'request.too-large',
};

export function problemOf(error: DocketError, instance: string): ProblemDetails {
  const { code, status, message, hint } = error;
  return {
    type: `urn:docket:problem:${code}`,
    title: titleOf(code),
    status,
    detail: message,
    code,
    hint,
    instance,
  };
}

/** `file.too-large` → "File: too large". */
function titleOf(code: ErrorCode): string {
  const [area = '', what = ''] = code.split('.');
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${what.replaceAll('-', ' ')}`;
}

/** Answers every error, unknown addresses included, as application/problem+json. */
export function addProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(toDocketError(error), request, reply));
}

export function sendProblem(error: DocketError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.status >= 500 && error.status !== 503) request.log.error({ err: error }, error.message);
  else request.log.info({ code: error.code, detail: error.detail }, error.message);
  trace.getActiveSpan()?.setAttribute('error.type', error.code);
  if (error.retry) reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="docket"');
  const path = request.url.split('?', 1)[0] ?? '/';
  return reply
    .code(error.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problemOf(error, path));
}

function toDocketError(error: FastifyError): DocketError {
  if (error instanceof DocketError) return error;
  const database = databaseProblem(error);
  if (database !== null) return database;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map(({ instancePath, message }) => {
      const where = [error.validationContext, ...instancePath.split('/').filter(Boolean)].join('.');
      return `${where}: ${message}`;
    });
    return new DocketError('request.invalid', problems.join('; '), { cause: error });
  }
  const code = codeOfFastify[error.code];
  if (code !== undefined) return new DocketError(code, error.message, { cause: error });
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new DocketError('request.invalid', error.message, { cause: error });
  }
  return new DocketError('internal.unexpected', 'The service failed at this request', {
    detail: error.message,
    cause: error,
  });
}
