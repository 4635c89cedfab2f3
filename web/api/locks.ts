import { type ReviewLock, reviewLock } from '../../schemas/review-queue.ts';
import { postJson, remove } from './request.ts';

const pathOf = (id: string) => `/v1/cases/${encodeURIComponent(id)}/lock`;

/** Takes a case in review or renews one's lock on it. @throws Problem `review.locked` while another works on it */
export const lockCase = (id: string, reviewer: string, takeOver = false): Promise<ReviewLock> =>
  postJson(pathOf(id), { reviewer, takeOver }, reviewLock);

/** Gives a case back, also from a page that is being left. */
export const unlockCase = (id: string, reviewer: string): Promise<void> =>
  remove(`${pathOf(id)}?${new URLSearchParams({ reviewer })}`, { keepalive: true });
