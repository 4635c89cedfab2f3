import { planBatches } from './batch-plan.ts';
import { piecesPerToken, type TokenWindow, type WindowSettings } from './decode/windows.ts';
import type { Sessions } from './sessions.ts';
import { floatOutput, paddedRows, type Tensors } from './tensor.ts';

/** Bounds the memory of one run: eight windows of 512 tokens. */
const BATCH_LIMITS = { maxRows: 32, maxTokens: 4096 };

/** `logits` [tokens, labels] row-major and `kind` [4] of one window. */
export type WindowLogits = { logits: Float32Array; kind: Float32Array };

/** `input_ids` [windows, width] or, where a token is a word, [windows, width, pieces]. */
function feedsOf(windows: readonly TokenWindow[], width: number, padId: number, pieces: number): Tensors {
  const rows = windows.length;
  const ids = paddedRows(
    windows.map((window) => window.ids),
    width * pieces,
    padId,
  );
  const boxes = paddedRows(
    windows.map((window) => window.boxes.flat()),
    width * 4,
    0,
  );
  return {
    input_ids: { ...ids, dims: pieces === 1 ? [rows, width] : [rows, width, pieces] },
    attention_mask: paddedRows(
      windows.map((window) => window.boxes.map(() => 1)),
      width,
      0,
    ),
    bbox: { ...boxes, dims: [rows, width, 4] },
  };
}

/**
 * Runs windows in batches of one padded width; the answer of a window does not depend on the others.
 * @throws DocketError `model.failed`
 */
export async function runWindows(
  sessions: Sessions,
  model: string,
  windows: readonly TokenWindow[],
  settings: Pick<WindowSettings, 'maxLength' | 'padId' | 'wordAggregation' | 'maxPiecesPerWord'>,
): Promise<WindowLogits[]> {
  const answers = new Array<WindowLogits>(windows.length);
  const pieces = piecesPerToken(settings);
  const batches = planBatches(
    windows.map((window) => window.boxes.length),
    { maxLength: settings.maxLength, ...BATCH_LIMITS },
  );
  await Promise.all(
    batches.map(async ({ rows, width }) => {
      const chosen = rows.flatMap((row) => windows[row] ?? []);
      const { outputs } = await sessions.run(model, feedsOf(chosen, width, settings.padId, pieces));
      const { data, dims } = floatOutput(outputs, 'logits', 3);
      const kind = floatOutput(outputs, 'kind', 2);
      const [, tokens = 0, labels = 0] = dims;
      const kinds = kind.dims[1] ?? 0;
      rows.forEach((row, place) => {
        answers[row] = {
          logits: data.subarray(place * tokens * labels, (place + 1) * tokens * labels),
          kind: kind.data.subarray(place * kinds, (place + 1) * kinds),
        };
      });
    }),
  );
  return answers;
}
