import { batching } from './batching.ts';
import { durablePath } from './durable/durable-path.ts';
import { inferenceAlone } from './inference-alone.ts';
import type { Part } from './part.ts';
import { peers } from './peers/peers.ts';
import { throughQueue } from './through-queue.ts';

/** All parts of `npm run bench`, in the order in which they run. A further file exports a `Part` and is named here. */
export const parts: readonly Part[] = [inferenceAlone, throughQueue, batching, durablePath, peers];
