import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Grounding } from '../../models/grounding/grounding.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import { tinyInvoice } from './form-page.ts';

const asked: FieldName[] = ['totalGross', 'invoiceNumber', 'issueDate', 'sellerName', 'dueDate'];
const known = { kind: 'invoice', language: 'en', current: {} } as const;

/** What every adapter of the larger-model port holds to, on an invoice that prints all that is asked but a due date. */
export function conformsToLargerModel(open: () => Promise<LargerModel>): void {
  it('finds what is printed, and says nothing of what is not', async () => {
    const answer = await (await open()).ask({ ...known, pages: [tinyInvoice()], fields: asked });
    const values = Object.fromEntries(Object.entries(answer).map(([name, found]) => [name, found?.value]));
    assert.deepEqual(values, {
      totalGross: '119.00',
      invoiceNumber: 'RE-1',
      issueDate: '2024-03-05',
      sellerName: 'Acme GmbH',
    });
  });

  it('answers only what is asked', async () => {
    const answer = await (await open()).ask({ ...known, pages: [tinyInvoice()], fields: ['issueDate'] });
    assert.deepEqual(Object.keys(answer), ['issueDate']);
  });

  it('gives every value with a place whose words normalise to it, its step and its producer', async () => {
    const model = await open();
    const answer = await model.ask({ ...known, pages: [tinyInvoice()], fields: asked });
    for (const name of asked) {
      const found = answer[name];
      if (!found) continue;
      evidence.parse(found);
      assert.equal(found.source, model.step);
      assert.deepEqual(found.by, model.producer);
      assert.equal(found.accepted, false);
      const [x0, y0, x1, y1] = found.box ?? [0, 0, 0, 0];
      const page = tinyInvoice();
      const inside = page.words.filter(({ box }) => box[0] >= x0 && box[1] >= y0 && box[2] <= x1 && box[3] <= y1);
      const again = new Grounding([{ ...page, words: inside }]).find(name, found.value ?? '');
      assert.equal(again?.value, found.value, name);
    }
  });

  it('has nothing to say of a document without words', async () => {
    const model = await open();
    assert.deepEqual(await model.ask({ ...known, pages: [], fields: asked }), {});
    assert.deepEqual(await model.ask({ ...known, pages: [{ ...tinyInvoice(), words: [] }], fields: asked }), {});
  });
}
