import '../../models/quiet-runtime.ts';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { DocketError } from '../../schemas/errors.ts';
import { modelCard } from '../../schemas/model-card.ts';
import { packageRoot } from '../../schemas/package-root.ts';

const VERSION = '1.0.0';
/** A page is recognised line by line; two threads halve its time, more gain little. */
const THREADS = 2;

/** One network of the optical recognition: a float32 image batch in, one float32 map out. */
export class OcrSession {
  readonly labels: readonly string[];
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession, labels: readonly string[]) {
    this.#session = session;
    this.labels = labels;
  }

  /** Opens shipped weights. @throws DocketError `model.invalid` where they do not match their card */
  static async open(name: 'ocr-detection' | 'ocr-recognition'): Promise<OcrSession> {
    const folder = join(packageRoot, 'models', 'weights', name, VERSION);
    const card = modelCard.parse(JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')));
    const weights = await readFile(join(folder, 'model.onnx'));
    if (createHash('sha256').update(weights).digest('hex') !== card.files['model.onnx']?.sha256) {
      throw new DocketError('model.invalid', `The weights of ${name} ${VERSION} do not match their card.`);
    }
    const session = await InferenceSession.create(weights, {
      executionProviders: ['cpu'],
      intraOpNumThreads: THREADS,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // The detection's maps are too large to keep; the recognition's many small runs gain from kept memory.
      enableCpuMemArena: name === 'ocr-recognition',
      // Threads that spin while they wait take the cores from everything else on a small machine.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      logSeverityLevel: 3,
    });
    return new OcrSession(session, card.labels);
  }

  async run(data: Float32Array, dims: readonly number[]): Promise<{ data: Float32Array; dims: readonly number[] }> {
    const [input = ''] = this.#session.inputNames;
    const [output = ''] = this.#session.outputNames;
    const results = await this.#session.run({ [input]: new Tensor('float32', data, dims) });
    const result = results[output];
    if (!result || !(result.data instanceof Float32Array)) throw new TypeError(`${output} is no float32 tensor`);
    return { data: result.data, dims: result.dims };
  }
}

export interface OcrSessions {
  detection: OcrSession;
  recognition: OcrSession;
}

let sessions: Promise<OcrSessions> | null = null;

/** Both networks, opened with the first image. */
export function ocrSessions(): Promise<OcrSessions> {
  sessions ??= Promise.all([OcrSession.open('ocr-detection'), OcrSession.open('ocr-recognition')]).then(
    ([detection, recognition]) => ({ detection, recognition }),
  );
  return sessions;
}
