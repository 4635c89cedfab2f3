import type { FastifyInstance } from 'fastify';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The API reference configures itself by an inline script and styles itself inline; it holds no data. */
const REFERENCE_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
  .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  .replace("font-src 'self'", "font-src 'self' data:");

/** The thread that decides on the device compiles WebAssembly; the page that starts it does not. */
const DEVICE_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/** A strict content security policy and its companions on every answer. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const isReference = /^\/docs(\/|\?|$)/.test(request.url);
    const isDeviceThread = /^\/on-device\/[^/]+\.m?js$/.test(request.url);
    reply.headers({
      'content-security-policy': isReference ? REFERENCE_POLICY : isDeviceThread ? DEVICE_POLICY : POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'x-request-id': request.id,
    });
    if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
  });
}
