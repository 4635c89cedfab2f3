import type * as Ort from 'onnxruntime-web/wasm';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Sessions } from '../../../models/sessions.ts';
import type { TensorData, Tensors } from '../../../models/tensor.ts';
import { DocketError } from '../../../schemas/errors.ts';
import { type Trial, tryGraphics } from './graphics-trial.ts';
import { inferenceThreads, type Runtime } from './runtime.ts';

export interface BrowserSessions extends Sessions {
  /** What the first run of each model showed, where there is a graphics card to try. */
  readonly trials: readonly Trial[];
}

interface Opened {
  session: InferenceSession;
  /** Until the graphics card was tried with the first inputs that came. */
  untried: boolean;
}

/**
 * ONNX sessions in this thread, one run after the other: on the processor with its vector instructions, or on the graphics
 * card where that says the same sooner.
 * @param loadProgram bytes of the runtime's WebAssembly @param loadModel bytes of a model by its address
 */
export function openBrowserSessions(
  runtime: Runtime,
  loadProgram: () => Promise<ArrayBuffer>,
  loadModel: (address: string) => Promise<ArrayBuffer>,
): BrowserSessions {
  const opened = new Map<string, Promise<Opened>>();
  const trials: Trial[] = [];
  let started: Promise<typeof Ort> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** The runtime does one thing at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const start = async (): Promise<typeof Ort> => {
    const ort = await runtime.load();
    ort.env.wasm.wasmBinary = await loadProgram();
    ort.env.wasm.wasmPaths = { mjs: runtime.file.glue };
    ort.env.wasm.numThreads = inferenceThreads();
    ort.env.logLevel = 'error';
    return ort;
  };
  const library = (): Promise<typeof Ort> => {
    const starting = started ?? start();
    started = starting;
    starting.catch(() => {
      started = null;
    });
    return starting;
  };
  const create = async (model: string, provider: 'wasm' | 'webgpu'): Promise<InferenceSession> => {
    const { InferenceSession: sessions } = await library();
    const options = { executionProviders: [provider], graphOptimizationLevel: 'all', logSeverityLevel: 3 } as const;
    return sessions.create(await loadModel(model), options);
  };
  const open = (model: string): Promise<Opened> => {
    const opening =
      opened.get(model) ?? inTurn(async () => ({ session: await create(model, 'wasm'), untried: runtime.graphics }));
    opened.set(model, opening);
    opening.catch(() => opened.delete(model));
    return opening;
  };
  const runOn = async (session: InferenceSession, feeds: Tensors): Promise<Tensors> => {
    const { Tensor: tensors } = await library();
    const results = await session.run(
      Object.fromEntries(
        Object.entries(feeds).map(([name, { type, data, dims }]) => [
          name,
          type === 'float32' ? new tensors('float32', data, dims) : new tensors('int64', data, dims),
        ]),
      ),
    );
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromTensor(name, tensor)]));
  };
  const runFirst = async (model: string, known: Opened, feeds: Tensors): Promise<Tensors> => {
    known.untried = false;
    let candidate: InferenceSession | null = null;
    const { trial, outputs } = await tryGraphics(
      () => runOn(known.session, feeds),
      async () => {
        candidate ??= await create(model, 'webgpu');
        return runOn(candidate, feeds);
      },
    );
    trials.push(trial);
    const [kept, other] =
      trial.chosen === 'graphics' && candidate ? [candidate, known.session] : [known.session, candidate];
    known.session = kept;
    await (other as InferenceSession | null)?.release();
    return outputs;
  };

  const sessions: BrowserSessions = {
    trials,
    threads: 1,
    warm: async (model) => void (await open(model)),
    async run(model, feeds) {
      const known = await open(model);
      return inTurn(async () => {
        const began = performance.now();
        const running = known.untried ? runFirst(model, known, feeds) : runOn(known.session, feeds);
        const outputs = await running.catch((cause: Error) => {
          throw new DocketError('model.failed', `The model did not run: ${cause.message}`, { cause });
        });
        return { outputs, inferenceMs: performance.now() - began };
      });
    },
    // Runs go one after the other here, whoever asks.
    lane: () => sessions,
  };
  return sessions;
}

function fromTensor(name: string, { data, type, dims }: Tensor): TensorData {
  if (data instanceof Float32Array) return { type: 'float32', data: new Float32Array(data), dims: [...dims] };
  if (data instanceof BigInt64Array) return { type: 'int64', data: new BigInt64Array(data), dims: [...dims] };
  throw new DocketError('model.failed', `The output "${name}" has the unsupported type ${type}`);
}
