import { z } from 'zod';

/** RFC 9457 problem details as the service sends them. */
const problemDetails = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  hint: z.string().optional(),
});

/** A refused or failed request, in words for the person at the page. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;

  constructor(status: number, code: string, message: string, hint: string | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }

  /** A new try with the same request can succeed. */
  get canRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): Problem {
  return new Problem(
    0,
    'unavailable.service',
    'The service does not answer.',
    'Check that Docket runs, then try again.',
  );
}

/** Reads the body of a failed answer; anything but problem+json still becomes a problem. */
export function problemFrom(status: number, body: string): Problem {
  const parsed = problemDetails.safeParse(jsonOrNull(body));
  if (!parsed.success)
    return new Problem(
      status,
      `http.${status}`,
      `The service answered ${status}.`,
      'Try again; if it stays, read the log.',
    );
  const { title, detail, code, hint } = parsed.data;
  return new Problem(
    status,
    code ?? `http.${status}`,
    detail ?? title ?? `The service answered ${status}.`,
    hint ?? null,
  );
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
