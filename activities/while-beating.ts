import { Context } from '@temporalio/activity';

const BEATS_A_TIMEOUT = 5;

/** Runs a step and says now and then that it is at work, where the workflow wants to know: its worker may have died. */
export async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const { heartbeatTimeoutMs } = context.info;
  if (!heartbeatTimeoutMs) return work();
  const beating = setInterval(() => context.heartbeat(), heartbeatTimeoutMs / BEATS_A_TIMEOUT);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
