import './quiet-runtime.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type RunReply, STOP, type ThreadRequest, type ThreadSettings } from './session-messages.ts';
import type { TensorData, Tensors } from './tensor.ts';
import { trialFeeds } from './trial-feeds.ts';

const port = parentPort;
if (!port) throw new Error('session-thread runs as a worker thread');
const { provider, intraOpThreads } = workerData as ThreadSettings;
const sessions = new Map<string, InferenceSession>();

async function openSession(modelPath: string): Promise<InferenceSession> {
  const known = sessions.get(modelPath);
  if (known) return known;
  const created = await InferenceSession.create(modelPath, {
    executionProviders: [provider],
    intraOpNumThreads: intraOpThreads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
  });
  sessions.set(modelPath, created);
  return created;
}

function toTensor(tensor: TensorData): Tensor {
  return tensor.type === 'float32'
    ? new Tensor('float32', tensor.data, tensor.dims)
    : new Tensor('int64', tensor.data, tensor.dims);
}

/** The binding's memory is its own: what leaves the thread is a copy that can be transferred. */
function fromTensor(name: string, tensor: Tensor): TensorData {
  const dims = [...tensor.dims];
  if (tensor.data instanceof Float32Array) return { type: 'float32', data: new Float32Array(tensor.data), dims };
  if (tensor.data instanceof BigInt64Array) return { type: 'int64', data: new BigInt64Array(tensor.data), dims };
  throw new Error(`output "${name}" has the unsupported type ${tensor.type}`);
}

async function run(session: InferenceSession, given: Tensors): Promise<{ outputs: Tensors; inferenceMs: number }> {
  const feeds = Object.fromEntries(Object.entries(given).map(([name, data]) => [name, toTensor(data)]));
  const started = performance.now();
  const results = await session.run(feeds);
  const inferenceMs = performance.now() - started;
  const outputs: Tensors = {};
  for (const [name, tensor] of Object.entries(results)) outputs[name] = fromTensor(name, tensor);
  return { outputs, inferenceMs };
}

async function answer(request: ThreadRequest): Promise<RunReply> {
  const { id, modelPath } = request;
  const nothing = { id, outputs: {}, inferenceMs: 0 };
  try {
    if (request.kind === 'unload') {
      await sessions.get(modelPath)?.release();
      sessions.delete(modelPath);
      return nothing;
    }
    const session = await openSession(modelPath);
    if (request.kind === 'load') return nothing;
    if (request.kind === 'run') return { id, ...(await run(session, request.feeds)) };
    const { inferenceMs } = await run(session, trialFeeds(session.inputMetadata, request.rows, request.width));
    return { ...nothing, inferenceMs };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** One request after the other: a session is not released between the parts of a run. */
let last = Promise.resolve();
port.on('message', (request: ThreadRequest | typeof STOP) => {
  last = last.then(async () => {
    if (request === STOP) {
      port.close();
      return;
    }
    const reply = await answer(request);
    const transfer = 'outputs' in reply ? Object.values(reply.outputs).map((tensor) => tensor.data.buffer) : [];
    port.postMessage(reply, transfer);
  });
});
