import { type Logger, pino, stdSerializers } from 'pino';

/** The log of a process: JSON lines on standard output, without the contents of documents. @param bindings in every line */
export function openLog(bindings: Record<string, string>, level = 'info'): Logger {
  return pino({ level, base: bindings, serializers: { err: loggedError, error: loggedError } });
}

/** As pino writes an error; where a query failed, without its parameters and without rows that the database quotes. */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const chain = causesOf(error);
  if (!chain.some(isOfQuery)) return stdSerializers.err(error);
  const code = chain.map((one) => ('code' in one ? one.code : undefined)).find((one) => typeof one === 'string');
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    message: chain.map(messageOf).join(': '),
    stack: chain.map((one) => `${messageOf(one)}${framesOf(one)}`).join('\ncaused by: '),
  };
}

function causesOf(error: Error): Error[] {
  const chain: Error[] = [];
  for (let at: unknown = error; at instanceof Error && !chain.includes(at); at = at.cause) chain.push(at);
  return chain;
}

const isOfQuery = (error: Error): boolean => 'query' in error && 'params' in error;

/** Drizzle appends the parameters to the message. */
const messageOf = (error: Error): string =>
  (isOfQuery(error) ? error.message.split('\nparams: ', 1)[0] : error.message) ?? '';

function framesOf({ stack = '' }: Error): string {
  const first = stack.search(/\n {4}at /);
  return first < 0 ? '' : stack.slice(first);
}
