import type { DocumentKind, Extraction } from '../schemas/document.ts';
import type { Evidence, Producer } from '../schemas/evidence.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from '../schemas/fields.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import type { Place } from '../schemas/place.ts';
import { calibratedConfidence, isAccepted } from './confidence.ts';
import type { Decoded } from './decode/decode-document.ts';
import type { Found, FoundFields } from './decode/found.ts';
import { type PageWords, sameLine, union, wordsAt } from './decode/page-words.ts';
import { softmax } from './softmax.ts';

type Calibration = NonNullable<ModelCard['calibration']>;
export const documentKinds: readonly DocumentKind[] = ['invoice', 'credit-note', 'receipt', 'other'];

/** One piece a printed line: where the boxes of a value that spans lines really are. */
export function placesOf(page: PageWords, number: number, indices: readonly number[]): Place[] {
  const lines: Place[] = [];
  let previous = -2;
  for (const index of indices) {
    const [word] = wordsAt(page, [index]);
    const open = lines.at(-1);
    if (!word) continue;
    if (open && index === previous + 1 && sameLine(open.box, word.box)) open.box = union([open.box, word.box]);
    else lines.push({ page: number, box: word.box });
    previous = index;
  }
  return lines;
}

/** Turns decoded values into evidence: calibrated, judged by the card's bounds, with their places. */
export class EvidenceMaker {
  readonly #calibration: Calibration;
  readonly #by: Producer;
  readonly #pages: readonly PageWords[];

  constructor(calibration: Calibration, by: Producer, pages: readonly PageWords[]) {
    this.#calibration = calibration;
    this.#by = by;
    this.#pages = pages;
  }

  /** @param asked names of header fields to keep, `lines` and `taxes` included; all when absent */
  extraction(decoded: Decoded, asked?: readonly string[]): Extraction {
    const wanted = (name: string) => asked === undefined || asked.includes(name);
    return {
      fields: this.#record(decoded.fields, fieldNames.filter(wanted), ''),
      lines: wanted('lines') ? decoded.lines.map((row) => this.#record(row, lineFieldNames, 'line.')) : [],
      taxes: wanted('taxes') ? decoded.taxes.map((row) => this.#record(row, taxFieldNames, 'tax.')) : [],
    };
  }

  #record<Name extends string>(found: FoundFields, names: readonly Name[], prefix: string) {
    const record: Partial<Record<Name, Evidence>> = {};
    for (const name of names) {
      const value = found[name];
      if (value) record[name] = this.#evidence(`${prefix}${name}`, value);
    }
    return record;
  }

  #evidence(name: string, found: Found): Evidence {
    const confidence = calibratedConfidence(this.#calibration, name, found.raw);
    const page = this.#pages[found.page];
    const places = page ? placesOf(page, found.page, found.words) : [];
    return {
      value: found.value,
      confidence,
      accepted: isAccepted(this.#calibration.thresholds, name, confidence),
      source: found.source,
      page: found.page,
      box: found.box,
      by: this.#by,
      ...(places.length > 1 ? { places } : {}),
    };
  }
}

/** The likeliest kind with its calibrated probability. @param logits [4] in the order of `documentKinds` */
export function kindOf(logits: Float32Array, temperature: number): { value: DocumentKind; confidence: number } {
  const probabilities = softmax(logits, temperature);
  const confidence = Math.max(...probabilities);
  return { value: documentKinds[probabilities.indexOf(confidence)] ?? 'other', confidence };
}
