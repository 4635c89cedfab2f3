import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

const DESCRIPTION = `Documents and tickets in, decisions out. Send a key as \`Authorization: Bearer …\`.

Every error is \`application/problem+json\` (RFC 9457) with a \`code\` and a \`hint\` that says what to do. A POST of
documents or tickets takes an \`Idempotency-Key\`: the same key with the same request gets the same answer. A 503 names
the part that is away; nothing that was answered with 202 is lost.`;

/** The OpenAPI description at /openapi.json and a reference page at /docs, whose script this service serves itself. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Docket', version: '1', description: DESCRIPTION },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(reference, {
    routePrefix: '/docs',
    configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true },
  });
}
