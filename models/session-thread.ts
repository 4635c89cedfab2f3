import './quiet-runtime.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { RunReply, RunRequest, ThreadSettings } from './session-messages.ts';
import type { TensorData, Tensors } from './tensor.ts';

const port = parentPort;
if (!port) throw new Error('session-thread runs as a worker thread');
const { provider, intraOpThreads } = workerData as ThreadSettings;
const sessions = new Map<string, Promise<InferenceSession>>();

function openSession(modelPath: string): Promise<InferenceSession> {
  const known = sessions.get(modelPath);
  if (known) return known;
  const created = InferenceSession.create(modelPath, {
    executionProviders: [provider],
    intraOpNumThreads: intraOpThreads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
  });
  sessions.set(modelPath, created);
  created.catch(() => sessions.delete(modelPath));
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

async function answer(request: RunRequest): Promise<RunReply> {
  try {
    const session = await openSession(request.modelPath);
    if (request.feeds === null) return { id: request.id, outputs: {}, inferenceMs: 0 };
    const feeds = Object.fromEntries(Object.entries(request.feeds).map(([name, data]) => [name, toTensor(data)]));
    const started = performance.now();
    const results = await session.run(feeds);
    const inferenceMs = performance.now() - started;
    const outputs: Tensors = {};
    for (const [name, tensor] of Object.entries(results)) outputs[name] = fromTensor(name, tensor);
    return { id: request.id, outputs, inferenceMs };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', async (request: RunRequest) => {
  const reply = await answer(request);
  const transfer = 'outputs' in reply ? Object.values(reply.outputs).map((tensor) => tensor.data.buffer) : [];
  port.postMessage(reply, transfer);
});
