import { union } from '../models/decode/page-words.ts';
import type { ComparedValue } from '../schemas/comparison.ts';
import type { Extraction } from '../schemas/document.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { Place } from '../schemas/place.ts';
import type { EInvoice } from '../schemas/reading.ts';

type Located = Pick<Evidence, 'page' | 'box' | 'places'>;

/** Where a value stands on the pages that carry the e-invoice, if it does. */
function located(places: readonly Place[] = []): Located {
  const page = places[0]?.page;
  if (page === undefined) return { page: null, box: null };
  const box = union(places.filter((place) => place.page === page).map((place) => place.box));
  return { page, box, ...(places.length > 1 ? { places: [...places] } : {}) };
}

/**
 * The values of an e-invoice as evidence: exact and certain; header values with their place where the pages print them.
 * @param sha256 of the file read
 */
export function exactExtraction(
  eInvoice: EInvoice,
  sha256: string | null,
  comparison: readonly ComparedValue[] = [],
): Extraction {
  const by = { name: `e-invoice ${eInvoice.syntax}`, version: '1', sha256 };
  const places = new Map<string, Place[]>(comparison.map((compared) => [compared.field, compared.places]));
  const exact = (value: string, at: readonly Place[] = []): Evidence => ({
    value,
    confidence: 1,
    accepted: true,
    source: 'xml',
    ...located(at),
    by,
  });
  const row = (values: Partial<Record<string, string>>, at?: ReadonlyMap<string, Place[]>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, exact(value, at?.get(name))]],
      ),
    );
  return {
    fields: row(eInvoice.fields, places),
    lines: eInvoice.lines.map((line) => row(line)),
    taxes: eInvoice.taxes.map((tax) => row(tax)),
  };
}
