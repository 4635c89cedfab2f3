import type { DocumentBounds } from '../schemas/document-bound.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { JointStamp } from '../schemas/joint-calibration.ts';
import type { AcceptanceThreshold, EscalationCalibration, ModelCard } from '../schemas/model-card.ts';
import type { DocumentInference, Urgency } from '../schemas/queues.ts';
import type { Page } from '../schemas/words.ts';
import { decodeDocument } from './decode/decode-document.ts';
import { bioLabels } from './decode/label-types.ts';
import { visibleWords } from './decode/page-words.ts';
import { mergeWindows, windowsOf } from './decode/windows.ts';
import { documentKinds, EvidenceMaker, kindOf } from './document-evidence.ts';
import { runWindows, type WindowLogits } from './document-windows.ts';
import { readJoint } from './joint-file.ts';
import { producerOf, type Registry } from './registry.ts';
import type { SessionPool } from './session-pool.ts';
import { togetherOrSingly } from './together-or-singly.ts';
import { loadTokenizer } from './tokenizer.ts';

/** `fields`: header field names asked for, with `lines` and `taxes` for the tables; all when absent. */
export type DocumentRequest = { pages: Page[]; fields?: string[] };

export type DocumentSpecialist = {
  producer: Producer;
  /** Of the joint confidence where the package has one, else of the model's own. */
  thresholds: Record<string, AcceptanceThreshold>;
  /** How a value's confidence follows from all that speaks for it. */
  joint?: JointStamp | undefined;
  /** The bounds on whole documents that its values keep. */
  documents?: DocumentBounds | undefined;
  /** A teacher's: how far it is believed where the specialist was in doubt. */
  escalation?: EscalationCalibration | undefined;
  /** @throws DocketError `reading.no-text`, `model.failed`. */
  extract(pages: Page[], options?: { fields?: string[]; urgency?: Urgency }): Promise<DocumentInference>;
  /** One answer a request, in order; a request that fails does not touch the others. */
  extractBatch(requests: DocumentRequest[]): Promise<(DocumentInference | DocketError)[]>;
};

const DEFAULT_STRIDE = 128;
const DEFAULT_PIECES = 6;

/**
 * Opens a document specialist or teacher: tokens with boxes in, fields, lines and taxes out (`docs/decoding.md`).
 * @throws DocketError `model.unknown`, `model.invalid` where its labels are not this version's vocabulary.
 */
export async function openDocumentSpecialist(
  registry: Registry,
  sessions: SessionPool,
  name = 'invoice',
  version?: string,
): Promise<DocumentSpecialist> {
  const card = registry.card(name, version);
  const files = registry.files(name, card.version);
  const { input, calibration } = documentSettings(card);
  if (files.tokenizer === null) throw new DocketError('model.invalid', `${name} ${card.version} has no tokenizer`);
  const tokenizer = loadTokenizer(files.tokenizer);
  const settings = {
    ...input,
    stride: input.stride ?? DEFAULT_STRIDE,
    maxPiecesPerWord: input.maxPiecesPerWord ?? DEFAULT_PIECES,
  };
  const by = producerOf(card);
  const joint = readJoint(files.folder, card);
  await sessions.warm(files.model, input.maxLength);

  const plan = ({ pages }: DocumentRequest) => {
    const read = pages.map(visibleWords);
    const windows = read.map((page) => windowsOf(page, tokenizer.pieces, settings));
    if (windows.every((ofPage) => ofPage.length === 0)) {
      throw new DocketError('reading.no-text', 'The document has no words to extract from');
    }
    return { read, windows };
  };
  const decode = (request: DocumentRequest, planned: ReturnType<typeof plan>, answers: WindowLogits[]) => {
    let next = 0;
    const logits = planned.windows.map((ofPage, number) => {
      const ofWindows = answers.slice(next, next + ofPage.length).map((answer) => answer.logits);
      next += ofPage.length;
      return mergeWindows(ofPage, ofWindows, planned.read[number]?.words.length ?? 0, bioLabels.length);
    });
    const decoded = decodeDocument(planned.read, logits, calibration.temperature);
    const maker = new EvidenceMaker(calibration, by, planned.read);
    const kind = kindOf(answers[0]?.kind ?? new Float32Array(documentKinds.length), calibration.kindTemperature ?? 1);
    return { ...maker.extraction(decoded, request.fields), kind };
  };
  const run = async (requests: readonly DocumentRequest[], urgency?: Urgency): Promise<DocumentInference[]> => {
    const lane = sessions.lane({ flow: name, ...(urgency === undefined ? {} : { urgency }) });
    const planned = requests.map(plan);
    const windows = planned.flatMap((one) => one.windows.flat());
    const answers = await runWindows(lane, files.model, windows, settings);
    let next = 0;
    return requests.flatMap((request, index) => {
      const one = planned[index];
      if (!one) return [];
      const count = one.windows.flat().length;
      next += count;
      return [decode(request, one, answers.slice(next - count, next))];
    });
  };

  return {
    producer: by,
    thresholds: joint?.thresholds ?? calibration.thresholds,
    joint: joint?.stamp,
    documents: joint?.documents,
    escalation: calibration.escalation,
    async extract(pages, { urgency, ...asked } = {}) {
      const [answer] = await run([{ pages, ...asked }], urgency);
      if (!answer) throw new DocketError('model.failed', `${name} gave no answer`);
      return answer;
    },
    extractBatch: (requests) => togetherOrSingly(requests, (some) => run(some)),
  };
}

function documentSettings(card: ModelCard) {
  const { input, calibration } = card;
  const problem =
    card.task !== 'token-classification'
      ? `is a model for ${card.task}`
      : !input?.layout || calibration === undefined
        ? 'states no layout input or no calibration'
        : card.labels.join() !== bioLabels.join()
          ? `has ${card.labels.length} labels that are not the ${bioLabels.length} of this version's vocabulary`
          : card.kinds && card.kinds.join() !== documentKinds.join()
            ? `names the kinds ${card.kinds.join(', ')}`
            : null;
  if (problem || !input || !calibration)
    throw new DocketError('model.invalid', `${card.name} ${card.version} ${problem}`);
  return { input, calibration };
}
