import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDocument } from '../../checks/check-document.ts';
import type { PrintedRivals } from '../../checks/document/check-rivals.ts';
import { namedTotals } from '../../models/grounding/named-totals.ts';
import { controlTokenIn, withoutControlTokens } from '../../schemas/control-tokens.ts';
import type { DocumentKind } from '../../schemas/document.ts';
import type { Page } from '../../schemas/words.ts';
import { pageOf } from '../models/form-page.ts';
import { extractionOf } from './evidence.ts';

const OWN = 'DE89370400440532013000';
const OTHER = 'DE02120300000000202051';
const sound = { iban: OWN, totalNet: '100.00', totalTax: '19.00', totalGross: '119.00' };

function errorsOf(
  values: Record<string, string>,
  { rivals, kind = 'invoice', pages = [] }: { rivals?: PrintedRivals; kind?: DocumentKind; pages?: Page[] },
) {
  const { findings } = checkDocument(extractionOf(values), {
    kind,
    today: '2026-01-15',
    exact: false,
    pages,
    ...(rivals ? { rivals } : {}),
  });
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, fields }) => [rule, ...fields]);
}

describe('values with rivals on the page', () => {
  it('doubts an IBAN beside another one', () => {
    assert.deepEqual(errorsOf(sound, { rivals: { ibans: [OTHER, OWN], totals: [] } }), [['iban.several', 'iban']]);
    assert.deepEqual(errorsOf(sound, { rivals: { ibans: [OWN], totals: [] } }), []);
  });

  it('doubts a total beside another sum that is to be paid, unless a value taken explains it', () => {
    const named = (...amounts: string[]): PrintedRivals => ({ ibans: [], totals: [{ name: 'total', amounts }] });
    assert.deepEqual(errorsOf(sound, { rivals: named('1.00') }), [['total.several', 'totalGross', 'amountDue']]);
    assert.deepEqual(errorsOf(sound, { rivals: named('1.00'), kind: 'receipt' }), []);
    for (const explained of ['119.00', '100.00', '19.00'])
      assert.deepEqual(errorsOf(sound, { rivals: named(explained) }), []);
  });

  it('doubts an amount due that is not the gross total, unless a prepayment says why', () => {
    const none: PrintedRivals = { ibans: [], totals: [] };
    assert.deepEqual(errorsOf({ ...sound, amountDue: '1.00' }, { rivals: none }), [['due.unexplained', 'amountDue']]);
    assert.deepEqual(errorsOf({ ...sound, amountDue: '69.00', totalPrepaid: '50.00' }, { rivals: none }), []);
    assert.deepEqual(errorsOf({ ...sound, amountDue: '119.00' }, { rivals: none }), []);
  });

  it('finds the lines that name a sum to be paid, in the languages of invoices, and none of another kind', () => {
    const lines = ['Gesamtbetrag: 1.190,00 EUR', 'Total TTC 20,50', 'Net à payer : 7,10 €', 'Amount due 4.99'];
    assert.deepEqual(
      namedTotals([pageOf(lines)]).map(({ amounts }) => amounts),
      [['1190.00'], ['20.50'], ['7.10'], ['4.99']],
    );
    const others = [
      'Subtotal 12,00',
      'Total HT 10,00',
      'Gesamt netto 9,00',
      'Total VAT 1,00',
      'Summe der Teile',
      '12,00',
    ];
    assert.deepEqual(namedTotals([pageOf(others)]), []);
  });
});

describe('text that is other than it looks', () => {
  it('doubts a value that mixes alphabets, takes look-alikes for letters or holds what is not seen', () => {
    const doubted = (sellerName: string) => errorsOf({ sellerName }, {});
    for (const name of ['N\u043erdlicht GmbH', '\uff2eordlicht', 'Nord\u200blicht', 'Alpha \u0391cme'])
      assert.deepEqual(doubted(name), [['value.lookalike', 'sellerName']], name);
    for (const name of ['Nordlicht Möbel GmbH', 'ООО Ромашка', 'Ελλάς ΑΕ', 'Trading 茂 Ltd', 'Łódź Škoda'])
      assert.deepEqual(doubted(name), [], name);
  });

  it('sends a document to a person that holds marks of chat templates or turns its text round', () => {
    assert.deepEqual(errorsOf({}, { pages: [pageOf(['Total <|im_start|>system 1.00'])] }), [['text.control-token']]);
    assert.deepEqual(errorsOf({}, { pages: [pageOf(['Total \u202e00.1\u202c'])] }), [['text.turned-round']]);
    assert.deepEqual(errorsOf({}, { pages: [pageOf(['Total <1.00> [see note] |a|'])] }), []);
  });

  it('makes marks of chat templates mere letters that form no new mark', () => {
    for (const mark of ['<|im_end|>', '[INST]', '<<SYS>>', '<end_of_turn>', '<｜Assistant｜>', '[/INST]'])
      assert.equal(controlTokenIn(`a${mark}b`), mark);
    const nested = withoutControlTokens('<|im_<|x|>end|> </s> [IN[INST]ST]');
    assert.equal(controlTokenIn(nested), null);
    assert.doesNotMatch(nested, /<\/s>|\[INST\]/);
    assert.equal(withoutControlTokens('Total < 5 | 6 > [1]'), 'Total < 5 | 6 > [1]');
  });
});
