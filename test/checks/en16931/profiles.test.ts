import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDocument } from '../../../checks/check-document.ts';
import { checkEn16931 } from '../../../checks/en16931/check-en16931.ts';
import { exactExtraction } from '../../../reading/exact-extraction.ts';
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
const extendedInFrance = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
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
  assert.deepEqual(rulesOf(under(extendedInFrance, rounded)), []);
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

const extensionOfXRechnung =
  'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0';
const xRechnung = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0';
const cleanVehicles = `${xRechnung}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9`;

test('what is collected for third parties is part of the amount due where the profile knows that', () => {
  const adjusted = cii
    .replace(
      '<ram:SpecifiedTradePaymentTerms>',
      '<ram:SpecifiedFinancialAdjustment><ram:ActualAmount>7.50</ram:ActualAmount></ram:SpecifiedFinancialAdjustment><ram:SpecifiedTradePaymentTerms>',
    )
    .replace(/<ram:DuePayableAmount>([\d.]+)</, (_, due) => `<ram:DuePayableAmount>${(Number(due) + 7.5).toFixed(2)}<`);
  assert.deepEqual(rulesOf(under(extended, adjusted)), []);
  assert.deepEqual(rulesOf(adjusted), ['BR-CO-16']);
  assert.deepEqual(rulesOf(under(extended, adjusted.replace('>7.50<', '>7.60<'))), ['BR-CO-16']);

  const ubl = ublInvoice()
    .replace(
      '<cac:TaxTotal>',
      '<cac:PrepaidPayment><cbc:ID>Parking</cbc:ID><cbc:PaidAmount currencyID="EUR">7.50</cbc:PaidAmount></cac:PrepaidPayment><cac:TaxTotal>',
    )
    .replace(
      /(<cbc:PayableAmount currencyID="EUR">)([\d.]+)/,
      (_, tag, due) => `${tag}${(Number(due) + 7.5).toFixed(2)}`,
    );
  assert.deepEqual(rulesOf(under(extensionOfXRechnung, ubl)), []);
  assert.deepEqual(rulesOf(under(xRechnung, ubl)), ['BR-CO-16']);

  const [eInvoice] = readEInvoices(Buffer.from(under(extensionOfXRechnung, ubl)));
  assert.ok(eInvoice?.content);
  const context = { kind: 'invoice', today: '2026-04-01', exact: true, invoice: eInvoice.content } as const;
  const { findings } = checkDocument(exactExtraction(eInvoice, null), context);
  assert.equal(findings.find(({ rule }) => rule === 'sum.due')?.severity, 'info');
});

/** Parts of the CII invoice written otherwise, and the rules of the standard that this breaks and EXTENDED does not know. */
const grantedByExtended: [from: string | RegExp, to: string, rules: string[]][] = [
  [/(<ram:NetPriceProductTradePrice><ram:ChargeAmount>)/, '$1-', ['BR-27']],
  [
    /(<ram:CategoryCode>S<\/ram:CategoryCode>)(?=[^/]*<\/?ram:RateApplicablePercent>19<\/ram:RateApplicablePercent><ram:BasisAmount>)/,
    '<ram:ExemptionReason>Margin scheme</ram:ExemptionReason>$1',
    ['BR-S-10'],
  ],
  ['<ram:ReasonCode>FC<', '<ram:ReasonCode listID="5153">GST<', ['BR-CL-20']],
  [/mimeCode="application\/pdf"/, 'mimeCode="application/xml"', ['BR-CL-24']],
  [
    /(<ram:ApplicableProductCharacteristic>)<ram:Description>[^<]*<\/ram:Description><ram:Value>[^<]*<\/ram:Value>/,
    '$1<ram:TypeCode>AAA</ram:TypeCode><ram:ValueMeasure unitCode="KGM">4</ram:ValueMeasure>',
    ['BR-54'],
  ],
];
const sellerVat =
  '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE111111111</ram:ID></ram:SpecifiedTaxRegistration>';
for (const [from, to, broken] of grantedByExtended) {
  test(`EXTENDED does not hold an invoice to ${broken.join(', ')} where the standard does`, () => {
    const xml = cii.replace(from, to);
    assert.ok(xml !== cii);
    assert.deepEqual(rulesOf(xml), broken);
    assert.deepEqual(rulesOf(under(extended, xml)), []);
  });
}

test('under EXTENDED what is not subject to VAT may stand on the invoice of a seller with a VAT number', () => {
  const untaxed = writeCii(contentOf(ublInvoice('O')));
  const registered = untaxed.replace('</ram:SellerTradeParty>', `${sellerVat}</ram:SellerTradeParty>`);
  assert.deepEqual(rulesOf(registered), ['BR-O-02', 'BR-O-03', 'BR-O-04']);
  assert.deepEqual(rulesOf(under(extended, registered)), []);
});

test("XRechnung's extension and its profile for clean vehicles add codes; an XRechnung may have units of its own", () => {
  const health = ublInvoice().replaceAll('schemeID="0088"', 'schemeID="XR01"');
  assert.ok(rulesOf(under(xRechnung, health)).includes('BR-CL-10'));
  assert.deepEqual(rulesOf(under(extensionOfXRechnung, health)), []);
  const classified = ublInvoice().replace(/(<cbc:ItemClassificationCode listID=")[^"]*/, '$1CVD');
  assert.deepEqual(rulesOf(under(xRechnung, classified)), ['BR-CL-13']);
  assert.deepEqual(rulesOf(under(cleanVehicles, classified)), []);
  const ownUnit = ublInvoice().replaceAll('unitCode="C62"', 'unitCode="piece"');
  const severities = (xml: string) => new Set(checkEn16931(contentOf(xml)).map(({ severity }) => severity));
  assert.deepEqual(severities(ownUnit), new Set(['error']));
  assert.deepEqual(severities(under(xRechnung, ownUnit)), new Set(['warning']));
});

test('the sample invoices of the extended profiles break no rule but with codes that no profile has', () => {
  const folder = 'einvoice-xml/xrechnung-testsuite';
  const files = [
    'einvoice-xml/factur-x/akretion/xml/factur-x-extended.xml',
    ...['04-01a', '04-02a', '04-03a', '05-01a'].map((id) => `${folder}/business-cases/extension/${id}-INVOICE-ubl.xml`),
    ...['ubl', 'uncefact'].map((syntax) => `${folder}/technical-cases/cvd/02-01a-cvd-INVOICE-${syntax}.xml`),
  ];
  for (const file of files) assert.deepEqual(checkEn16931(contentOf(sharedFile(file))), [], file);
});
