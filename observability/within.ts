import { DocketError, type ErrorCode } from '../schemas/errors.ts';

/** The result of `work`, or an error of this code when it takes longer. The work itself is not stopped. */
export async function within<T>(milliseconds: number, code: ErrorCode, message: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DocketError(code, message)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
