import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEn16931 } from '../../../checks/en16931/check-en16931.ts';
import { readEInvoices } from '../../../reading/xml/read-e-invoice.ts';
import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import { sharedFile } from '../../reading/shared-data.ts';
import { ublInvoice } from './ubl-invoice.ts';
import { writeCii } from './write-cii.ts';

function contentOf(xml: string | Uint8Array): EnInvoice {
  const content = readEInvoices(typeof xml === 'string' ? Buffer.from(xml) : xml)[0]?.content;
  assert.ok(content);
  return content;
}

const cii = writeCii(contentOf(ublInvoice()));
const rulesOf = (xml: string) => checkEn16931(contentOf(xml)).map(({ rule }) => rule);
const under = (profile: string, xml = cii) => xml.replace('urn:cen.eu:en16931:2017', profile);
const extended = 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended';

test('BASIC WL and MINIMUM are not asked for the lines they cannot have', () => {
  const withoutLines = cii.replace(
    /<ram:IncludedSupplyChainTradeLineItem>.*?<\/ram:IncludedSupplyChainTradeLineItem>/s,
    '',
  );
  assert.deepEqual(rulesOf(withoutLines), ['BR-16', 'BR-CO-10', 'BR-S-08']);
  assert.deepEqual(rulesOf(under('urn:factur-x.eu:1p0:basicwl', withoutLines)), []);
  assert.deepEqual(rulesOf(under('urn:factur-x.eu:1p0:minimum', withoutLines)), []);
  const wrongGross = withoutLines.replace('>113.05<', '>114.05<');
  assert.ok(rulesOf(under('urn:factur-x.eu:1p0:minimum', wrongGross)).includes('BR-CO-15'));
});

test('EXTENDED may round each part by a cent, and its group lines need no price', () => {
  const rounded = cii.replace(/100\.00(?=<\/ram:LineTotalAmount><ram:ChargeTotalAmount)/, '100.01');
  assert.deepEqual(rulesOf(rounded), ['BR-CO-10', 'BR-CO-13']);
  assert.deepEqual(rulesOf(under(extended, rounded)), []);
  const tooMuch = rounded.replace('100.01', '100.02');
  assert.deepEqual(rulesOf(under(extended, tooMuch)), ['BR-CO-10']);
  const heading =
    '<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>0</ram:LineID><ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Chapter</ram:Name></ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>';
  const grouped = cii.replace(
    '<ram:IncludedSupplyChainTradeLineItem>',
    `${heading}<ram:IncludedSupplyChainTradeLineItem>`,
  );
  assert.deepEqual(rulesOf(under(extended, grouped)), []);
});

test('ZUGFeRD 1.0, which is older than the rules, breaks them only as warnings; a number it must have too', () => {
  const file = sharedFile('einvoice-xml/factur-x/akretion/xml/zugferd-basic.xml');
  const content = contentOf(file);
  const findings = checkEn16931(content);
  assert.equal(content.syntax, 'ZUGFeRD 1');
  assert.ok(findings.length > 0);
  assert.deepEqual(new Set(findings.map(({ severity }) => severity)), new Set(['warning']));
  const unnumbered = checkEn16931({ ...content, number: undefined });
  assert.deepEqual(
    unnumbered.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    ['BR-02'],
  );
});

test('an invoice that breaks a rule in every line tells of so many places and how many more there are', () => {
  const [line = ''] = /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s.exec(ublInvoice()) ?? [];
  const many = ublInvoice().replace(line, line.replace('unitCode="C62"', 'unitCode="piece"').repeat(150));
  const told = checkEn16931(contentOf(many)).filter(({ rule }) => rule === 'BR-CL-23');
  assert.equal(told.length, 100);
  assert.match(told[99]?.message ?? '', /So in 50 more places\.$/);
  assert.equal(told[1]?.where, '/ubl:Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity/@unitCode');
});
