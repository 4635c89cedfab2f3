import type { Redis } from 'ioredis';

/** A producer that took a place and did not confirm its job by then has ended: the place is free again. */
const PLACE_MS = 10_000;

/**
 * Takes a place in a queue while it holds fewer jobs than `limit`, in one step, so that many producers cannot take the last
 * place twice. What counts are the waiting, prioritized, delayed and active jobs and the places taken and not confirmed.
 * A job that is there already needs no place. KEYS: wait, paused, active, prioritized, delayed, places, the job.
 * ARGV: limit, job id, now, end of the place (ms). Returns 1 where the job may be added.
 */
const TAKE_PLACE = `
if redis.call('EXISTS', KEYS[7]) == 1 then return 1 end
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', ARGV[3])
local depth = redis.call('LLEN', KEYS[1]) + redis.call('LLEN', KEYS[2]) + redis.call('LLEN', KEYS[3])
  + redis.call('ZCARD', KEYS[4]) + redis.call('ZCARD', KEYS[5]) + redis.call('ZCARD', KEYS[6])
if depth >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[6], ARGV[4], ARGV[2])
return 1
`;

export type Admission = {
  /** Whether the queue has a place for this job; the place is held until `confirm`. */
  admit(queue: string, jobId: string, limit: number): Promise<boolean>;
  /** The job is on the queue now and counts by itself. */
  confirm(queue: string, jobId: string): Promise<void>;
};

/** Keeps the queues of BullMQ within a number of jobs. */
export function queueAdmission(redis: Redis, prefix: string): Admission {
  const keyOf = (queue: string, name: string) => `${prefix}:${queue}:${name}`;
  return {
    async admit(queue, jobId, limit) {
      const names = ['wait', 'paused', 'active', 'prioritized', 'delayed', 'places', jobId];
      const keys = names.map((name) => keyOf(queue, name));
      const now = Date.now();
      return (await redis.eval(TAKE_PLACE, keys.length, ...keys, limit, jobId, now, now + PLACE_MS)) === 1;
    },
    async confirm(queue, jobId) {
      await redis.zrem(keyOf(queue, 'places'), jobId);
    },
  };
}
