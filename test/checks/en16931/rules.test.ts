import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEn16931 } from '../../../checks/en16931/check-en16931.ts';
import { businessRules } from '../../../checks/en16931/rules/all-rules.ts';
import { readEInvoices } from '../../../reading/xml/read-e-invoice.ts';
import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import { type CategoryCode, ublInvoice } from './ubl-invoice.ts';
import { writeCii } from './write-cii.ts';

/** The first element `tag` in the n-th (from 1) element `within`. */
interface Inside {
  within: string;
  nth: number;
  tag: string;
}

/** What in the valid invoice is written otherwise, so that the rule is broken. */
interface Fault {
  rule: string;
  from: string | RegExp | Inside;
  to: string;
  category?: CategoryCode;
}

function replaceInside(xml: string, { within, nth, tag }: Inside, to: string): string {
  const opening = `<cac:${within}>`;
  const [head, rest] = [xml.split(opening).slice(0, nth).join(opening), xml.split(opening).slice(nth).join(opening)];
  return `${head}${opening}${rest.replace(new RegExp(`<${tag}\\b[^>]*>.*?</${tag}>`, 's'), to)}`;
}

function applied(xml: string, { from, to }: Fault): string {
  return typeof from === 'string' || from instanceof RegExp ? xml.replace(from, to) : replaceInside(xml, from, to);
}

function contentOf(xml: string): EnInvoice {
  const content = readEInvoices(Buffer.from(xml))[0]?.content;
  assert.ok(content);
  return content;
}

const rulesOf = (invoice: EnInvoice) => checkEn16931(invoice).map(({ rule }) => rule);
const twinOf = (invoice: EnInvoice) => contentOf(writeCii(invoice));

const codes = ['S', 'L', 'M', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const;
const families = { S: 'S', L: 'AF', M: 'AG', Z: 'Z', E: 'E', AE: 'AE', K: 'IC', G: 'G', O: 'O' } as const;

const vat = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
const vatIds = /<cac:PartyTaxScheme>.*?<\/cac:PartyTaxScheme>/gs;
const everywhere = (text: string) => new RegExp(text, 'g');
const inside = (within: string, nth: number, tag: string): Inside => ({ within, nth, tag });
const start = 'LegalMonetaryTotal';

const faults: Fault[] = [
  { rule: 'BR-01', from: /<cbc:CustomizationID>.*?<\/cbc:CustomizationID>/, to: '' },
  { rule: 'BR-02', from: '<cbc:ID>INV-1</cbc:ID>', to: '' },
  { rule: 'BR-03', from: '<cbc:IssueDate>2026-03-01</cbc:IssueDate>', to: '' },
  { rule: 'BR-04', from: '>380<', to: '><' },
  { rule: 'BR-05', from: /<cbc:DocumentCurrencyCode>.*?<\/cbc:DocumentCurrencyCode>/, to: '' },
  { rule: 'BR-06', from: 'Seller GmbH', to: ' ' },
  { rule: 'BR-07', from: 'Buyer GmbH', to: '' },
  { rule: 'BR-08', from: inside('AccountingSupplierParty', 1, 'cac:PostalAddress'), to: '' },
  { rule: 'BR-09', from: inside('AccountingSupplierParty', 1, 'cac:Country'), to: '' },
  { rule: 'BR-10', from: inside('AccountingCustomerParty', 1, 'cac:PostalAddress'), to: '' },
  { rule: 'BR-11', from: inside('AccountingCustomerParty', 1, 'cac:Country'), to: '' },
  { rule: 'BR-12', from: inside(start, 1, 'cbc:LineExtensionAmount'), to: '' },
  { rule: 'BR-13', from: inside(start, 1, 'cbc:TaxExclusiveAmount'), to: '' },
  { rule: 'BR-14', from: inside(start, 1, 'cbc:TaxInclusiveAmount'), to: '' },
  { rule: 'BR-15', from: inside(start, 1, 'cbc:PayableAmount'), to: '' },
  { rule: 'BR-16', from: /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s, to: '' },
  { rule: 'BR-17', from: inside('PayeeParty', 1, 'cac:PartyName'), to: '' },
  { rule: 'BR-18', from: inside('TaxRepresentativeParty', 1, 'cac:PartyName'), to: '' },
  { rule: 'BR-19', from: inside('TaxRepresentativeParty', 1, 'cac:PostalAddress'), to: '' },
  { rule: 'BR-20', from: inside('TaxRepresentativeParty', 1, 'cac:Country'), to: '' },
  { rule: 'BR-21', from: '<cbc:ID>1</cbc:ID>', to: '<cbc:ID/>' },
  { rule: 'BR-22', from: inside('InvoiceLine', 1, 'cbc:InvoicedQuantity'), to: '' },
  { rule: 'BR-23', from: '<cbc:InvoicedQuantity unitCode="C62">', to: '<cbc:InvoicedQuantity>' },
  { rule: 'BR-24', from: inside('InvoiceLine', 1, 'cbc:LineExtensionAmount'), to: '' },
  { rule: 'BR-25', from: '<cbc:Name>Anvil</cbc:Name>', to: '' },
  { rule: 'BR-26', from: inside('InvoiceLine', 1, 'cbc:PriceAmount'), to: '' },
  { rule: 'BR-27', from: '>50.00</cbc:PriceAmount>', to: '>-50.00</cbc:PriceAmount>' },
  { rule: 'BR-28', from: '>51.00<', to: '>-51.00<' },
  { rule: 'BR-29', from: '2026-02-28', to: '2026-01-31' },
  { rule: 'BR-30', from: '2026-02-03', to: '2026-02-01' },
  { rule: 'BR-31', from: inside('AllowanceCharge', 1, 'cbc:Amount'), to: '' },
  { rule: 'BR-32', from: inside('AllowanceCharge', 1, 'cac:TaxCategory'), to: '' },
  { rule: 'BR-33', from: inside('AllowanceCharge', 1, 'cbc:AllowanceChargeReasonCode'), to: '' },
  { rule: 'BR-36', from: inside('AllowanceCharge', 2, 'cbc:Amount'), to: '' },
  { rule: 'BR-37', from: inside('AllowanceCharge', 2, 'cac:TaxCategory'), to: '' },
  { rule: 'BR-38', from: inside('AllowanceCharge', 2, 'cbc:AllowanceChargeReasonCode'), to: '' },
  { rule: 'BR-41', from: inside('AllowanceCharge', 3, 'cbc:Amount'), to: '' },
  { rule: 'BR-42', from: inside('AllowanceCharge', 3, 'cbc:AllowanceChargeReason'), to: '' },
  { rule: 'BR-43', from: inside('AllowanceCharge', 4, 'cbc:Amount'), to: '' },
  { rule: 'BR-44', from: inside('AllowanceCharge', 4, 'cbc:AllowanceChargeReason'), to: '' },
  { rule: 'BR-45', from: inside('TaxSubtotal', 1, 'cbc:TaxableAmount'), to: '' },
  { rule: 'BR-46', from: inside('TaxSubtotal', 1, 'cbc:TaxAmount'), to: '' },
  { rule: 'BR-47', from: inside('TaxSubtotal', 1, 'cbc:ID'), to: '' },
  { rule: 'BR-48', from: inside('TaxSubtotal', 1, 'cbc:Percent'), to: '' },
  { rule: 'BR-49', from: '<cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>', to: '' },
  { rule: 'BR-50', from: '<cbc:ID>DE89370400440532013000</cbc:ID>', to: '<cbc:ID/>' },
  { rule: 'BR-51', from: '>123456<', to: '>12345678901<' },
  { rule: 'BR-52', from: '<cbc:ID>TIMESHEET</cbc:ID>', to: '' },
  {
    rule: 'BR-53',
    from: '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">200.00</cbc:TaxAmount></cac:TaxTotal>',
    to: '',
  },
  { rule: 'BR-54', from: '<cbc:Value>Black</cbc:Value>', to: '' },
  { rule: 'BR-55', from: '<cbc:ID>INV-0</cbc:ID>', to: '' },
  { rule: 'BR-56', from: inside('TaxRepresentativeParty', 1, 'cac:PartyTaxScheme'), to: '' },
  { rule: 'BR-57', from: inside('Delivery', 1, 'cac:Country'), to: '' },
  { rule: 'BR-61', from: inside('PaymentMeans', 1, 'cac:PayeeFinancialAccount'), to: '' },
  { rule: 'BR-62', from: '<cbc:EndpointID schemeID="EM">Seller', to: '<cbc:EndpointID>Seller' },
  { rule: 'BR-63', from: '<cbc:EndpointID schemeID="EM">Buyer', to: '<cbc:EndpointID>Buyer' },
  { rule: 'BR-64', from: '<cbc:ID schemeID="0160">', to: '<cbc:ID>' },
  { rule: 'BR-65', from: ' listID="STI"', to: '' },
  { rule: 'BR-B-01', from: everywhere('<cbc:ID>S<'), to: '<cbc:ID>B<' },
  { rule: 'BR-B-02', from: /(?<=ClassifiedTaxCategory><cbc:ID>)S(?=<)/, to: 'B' },
  {
    rule: 'BR-CO-03',
    from: '<cac:InvoicePeriod>',
    to: '<cbc:TaxPointDate>2026-03-01</cbc:TaxPointDate><cac:InvoicePeriod><cbc:DescriptionCode>35</cbc:DescriptionCode>',
  },
  { rule: 'BR-CO-04', from: inside('Item', 1, 'cac:ClassifiedTaxCategory'), to: '' },
  { rule: 'BR-CO-09', from: 'FR22222222222', to: '22222222222' },
  { rule: 'BR-CO-10', from: /100\.00(?=<\/cbc:LineExtensionAmount><cbc:TaxExclusiveAmount)/, to: '100.01' },
  { rule: 'BR-CO-11', from: '>10.00</cbc:AllowanceTotalAmount>', to: '>10.01</cbc:AllowanceTotalAmount>' },
  { rule: 'BR-CO-12', from: '>5.00</cbc:ChargeTotalAmount>', to: '>5.01</cbc:ChargeTotalAmount>' },
  { rule: 'BR-CO-13', from: '>95.00</cbc:TaxExclusiveAmount>', to: '>95.01</cbc:TaxExclusiveAmount>' },
  { rule: 'BR-CO-14', from: '18.05</cbc:TaxAmount><cac:TaxSubtotal>', to: '18.06</cbc:TaxAmount><cac:TaxSubtotal>' },
  { rule: 'BR-CO-15', from: '>113.05<', to: '>113.06<' },
  { rule: 'BR-CO-16', from: '>93.10<', to: '>93.11<' },
  { rule: 'BR-CO-17', from: everywhere('18.05'), to: '17.05' },
  { rule: 'BR-CO-18', from: /<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>/s, to: '' },
  { rule: 'BR-CO-19', from: '<cbc:StartDate>2026-02-01</cbc:StartDate><cbc:EndDate>2026-02-28</cbc:EndDate>', to: '' },
  { rule: 'BR-CO-20', from: '<cbc:StartDate>2026-02-02</cbc:StartDate><cbc:EndDate>2026-02-03</cbc:EndDate>', to: '' },
  { rule: 'BR-CO-21', from: inside('AllowanceCharge', 1, 'cbc:AllowanceChargeReasonCode'), to: '' },
  { rule: 'BR-CO-22', from: inside('AllowanceCharge', 2, 'cbc:AllowanceChargeReasonCode'), to: '' },
  { rule: 'BR-CO-23', from: inside('AllowanceCharge', 3, 'cbc:AllowanceChargeReason'), to: '' },
  { rule: 'BR-CO-24', from: inside('AllowanceCharge', 4, 'cbc:AllowanceChargeReason'), to: '' },
  { rule: 'BR-CO-25', from: '<cbc:DueDate>2026-03-31</cbc:DueDate>', to: '' },
  {
    rule: 'BR-CO-26',
    category: 'O',
    from: /<cac:PartyIdentification><cbc:ID schemeID="0088">Seller.*?<\/cac:PartyIdentification>(.*?)<cbc:CompanyID schemeID="0002">Seller-HRB<\/cbc:CompanyID>/s,
    to: '$1',
  },
  { rule: 'BR-DEC-01', from: '>10.00</cbc:Amount>', to: '>10.000</cbc:Amount>' },
  { rule: 'BR-DEC-02', from: '>100.00</cbc:BaseAmount>', to: '>100.000</cbc:BaseAmount>' },
  { rule: 'BR-DEC-05', from: '>5.00</cbc:Amount>', to: '>5.000</cbc:Amount>' },
  { rule: 'BR-DEC-06', from: '>50.00</cbc:BaseAmount>', to: '>50.000</cbc:BaseAmount>' },
  { rule: 'BR-DEC-09', from: /100\.00(?=<\/cbc:LineExtensionAmount><cbc:TaxExclusiveAmount)/, to: '100.000' },
  { rule: 'BR-DEC-10', from: '>10.00</cbc:AllowanceTotalAmount>', to: '>10.000</cbc:AllowanceTotalAmount>' },
  { rule: 'BR-DEC-11', from: '>5.00</cbc:ChargeTotalAmount>', to: '>5.000</cbc:ChargeTotalAmount>' },
  { rule: 'BR-DEC-12', from: '>95.00</cbc:TaxExclusiveAmount>', to: '>95.000</cbc:TaxExclusiveAmount>' },
  { rule: 'BR-DEC-13', from: '18.05</cbc:TaxAmount><cac:TaxSubtotal>', to: '18.050</cbc:TaxAmount><cac:TaxSubtotal>' },
  { rule: 'BR-DEC-14', from: '>113.05<', to: '>113.050<' },
  { rule: 'BR-DEC-15', from: '>200.00<', to: '>200.000<' },
  { rule: 'BR-DEC-16', from: '>20.00</cbc:PrepaidAmount>', to: '>20.000</cbc:PrepaidAmount>' },
  { rule: 'BR-DEC-17', from: '>0.05<', to: '>0.050<' },
  { rule: 'BR-DEC-18', from: '>93.10<', to: '>93.100<' },
  { rule: 'BR-DEC-19', from: '>95.00</cbc:TaxableAmount>', to: '>95.000</cbc:TaxableAmount>' },
  { rule: 'BR-DEC-20', from: /18\.05(?=<\/cbc:TaxAmount><cac:TaxCategory>)/, to: '18.050' },
  { rule: 'BR-DEC-23', from: /100\.00(?=<\/cbc:LineExtensionAmount>\s*<cac:InvoicePeriod>)/, to: '100.000' },
  { rule: 'BR-DEC-24', from: /2\.00(?=<\/cbc:Amount><cbc:BaseAmount currencyID="EUR">20)/, to: '2.000' },
  { rule: 'BR-DEC-25', from: '>20.00</cbc:BaseAmount>', to: '>20.000</cbc:BaseAmount>' },
  { rule: 'BR-DEC-27', from: /2\.00(?=<\/cbc:Amount><cbc:BaseAmount currencyID="EUR">30)/, to: '2.000' },
  { rule: 'BR-DEC-28', from: '>30.00</cbc:BaseAmount>', to: '>30.000</cbc:BaseAmount>' },
  { rule: 'BR-CL-01', from: '>380<', to: '>999<' },
  { rule: 'BR-CL-03', from: 'currencyID="SEK"', to: 'currencyID="XXY"' },
  { rule: 'BR-CL-04', from: '<cbc:DocumentCurrencyCode>EUR<', to: '<cbc:DocumentCurrencyCode>EURO<' },
  { rule: 'BR-CL-05', from: '<cbc:TaxCurrencyCode>SEK<', to: '<cbc:TaxCurrencyCode>KRONA<' },
  {
    rule: 'BR-CL-06',
    from: '<cac:InvoicePeriod>',
    to: '<cac:InvoicePeriod><cbc:DescriptionCode>4</cbc:DescriptionCode>',
  },
  { rule: 'BR-CL-07', from: 'schemeID="AAA"', to: 'schemeID="A"' },
  { rule: 'BR-CL-08', from: '#AAI#', to: '#aai#' },
  { rule: 'BR-CL-10', from: 'schemeID="0088">Seller', to: 'schemeID="88">Seller' },
  { rule: 'BR-CL-11', from: 'schemeID="0002">Seller', to: 'schemeID="HRB">Seller' },
  { rule: 'BR-CL-13', from: 'listID="STI"', to: 'listID="CPV"' },
  { rule: 'BR-CL-14', from: '>NL<', to: '>Netherlands<' },
  { rule: 'BR-CL-15', from: '>SE<', to: '>SWE<' },
  { rule: 'BR-CL-16', from: '>58<', to: '>999<' },
  { rule: 'BR-CL-17', from: /(?<=<cac:TaxCategory><cbc:ID>)S(?=<)/, to: 'V' },
  { rule: 'BR-CL-18', from: /(?<=<cac:ClassifiedTaxCategory><cbc:ID>)S(?=<)/, to: 'V' },
  { rule: 'BR-CL-19', from: '>95<', to: '>FC<' },
  { rule: 'BR-CL-20', from: '>FC<', to: '>95<' },
  { rule: 'BR-CL-21', from: 'schemeID="0160"', to: 'schemeID="GTIN"' },
  {
    rule: 'BR-CL-22',
    category: 'E',
    from: '<cbc:TaxExemptionReason>Because</cbc:TaxExemptionReason>',
    to: '<cbc:TaxExemptionReasonCode>VATEX-EU-0</cbc:TaxExemptionReasonCode>',
  },
  { rule: 'BR-CL-23', from: '<cbc:InvoicedQuantity unitCode="C62">', to: '<cbc:InvoicedQuantity unitCode="piece">' },
  { rule: 'BR-CL-24', from: 'application/pdf', to: 'application/zip' },
  { rule: 'BR-CL-25', from: 'schemeID="EM">Buyer', to: 'schemeID="SMTP">Buyer' },
  { rule: 'BR-CL-26', from: 'schemeID="0088">PLACE', to: 'schemeID="GLN">PLACE' },
  {
    rule: 'BR-IC-11',
    category: 'K',
    from: /<cbc:ActualDeliveryDate>.*?<\/cbc:ActualDeliveryDate>|<cac:InvoicePeriod><cbc:StartDate>2026-02-01.*?<\/cac:InvoicePeriod>/g,
    to: '',
  },
  {
    rule: 'BR-IC-12',
    category: 'K',
    from: '<cbc:IdentificationCode>NL</cbc:IdentificationCode>',
    to: '<cbc:IdentificationCode/>',
  },
  {
    rule: 'BR-O-11',
    category: 'O',
    from: '</cac:TaxSubtotal>',
    to: `</cac:TaxSubtotal><cac:TaxSubtotal><cac:TaxCategory><cbc:ID>Z</cbc:ID>${vat}</cac:TaxCategory></cac:TaxSubtotal>`,
  },
  { rule: 'BR-O-12', category: 'O', from: /(?<=<cac:ClassifiedTaxCategory><cbc:ID>)O(?=<)/, to: 'Z' },
  {
    rule: 'BR-O-13',
    category: 'O',
    from: /(?<=<cbc:ChargeIndicator>false.*?<cac:TaxCategory><cbc:ID>)O(?=<)/s,
    to: 'Z',
  },
  {
    rule: 'BR-O-14',
    category: 'O',
    from: /(?<=<cbc:ChargeIndicator>true.*?<cac:TaxCategory><cbc:ID>)O(?=<)/s,
    to: 'Z',
  },
  ...codes.flatMap((category) => categoryFaults(category)),
];

/** The ten rules that every VAT category has. */
function categoryFaults(category: CategoryCode): Fault[] {
  const family = families[category];
  const of = (number: string, from: Fault['from'], to: string): Fault => ({
    rule: `BR-${family}-${number}`,
    category,
    from,
    to,
  });
  const vatScheme = `<cac:PartyTaxScheme><cbc:CompanyID>DE1</cbc:CompanyID>${vat}</cac:PartyTaxScheme>`;
  const parties = (number: string) =>
    category === 'O' ? of(number, '<cac:PostalAddress>', `${vatScheme}<cac:PostalAddress>`) : of(number, vatIds, '');
  const badRate = { S: '0', L: '-1', M: '-1', Z: '7', E: '7', AE: '7', K: '7', G: '7', O: '0' }[category];
  const rate = (nth: number, within: string, number: string) =>
    category === 'O'
      ? of(
          number,
          new RegExp(`(?<=^(?:.*?<cac:${within}>){${nth}}.*?<cbc:ID>)O</cbc:ID>`, 's'),
          `O</cbc:ID><cbc:Percent>${badRate}</cbc:Percent>`,
        )
      : of(number, inside(within, nth, 'cbc:Percent'), `<cbc:Percent>${badRate}</cbc:Percent>`);
  const exemption = '<cbc:TaxExemptionReason>Because</cbc:TaxExemptionReason>';
  const hasReason = !['S', 'L', 'M', 'Z'].includes(category);
  return [
    of('01', /<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>/s, ''),
    parties('02'),
    parties('03'),
    parties('04'),
    rate(1, 'ClassifiedTaxCategory', '05'),
    rate(1, 'AllowanceCharge', '06'),
    rate(2, 'AllowanceCharge', '07'),
    of('08', '>95.00</cbc:TaxableAmount>', '>96.00</cbc:TaxableAmount>'),
    of('09', /[\d.]+(?=<\/cbc:TaxAmount><cac:TaxCategory>)/, '20.00'),
    hasReason
      ? of('10', exemption, '')
      : of(
          '10',
          inside('TaxSubtotal', 1, 'cac:TaxScheme'),
          `<cbc:TaxExemptionReason>Because</cbc:TaxExemptionReason>${vat}`,
        ),
  ];
}

test('a valid invoice of every VAT category breaks no rule, in UBL and in CII', () => {
  for (const code of codes) {
    const invoice = contentOf(ublInvoice(code));
    assert.deepEqual(checkEn16931(invoice), [], `UBL ${code}`);
    assert.deepEqual(checkEn16931(twinOf(invoice)), [], `CII ${code}`);
  }
});

test('each rule is raised by the fault it speaks of, in UBL and in CII', () => {
  for (const fault of faults) {
    const { rule, category } = fault;
    const valid = ublInvoice(category);
    const faulty = applied(valid, fault);
    assert.notEqual(faulty, valid, `${rule} ${category}: nothing was changed`);
    const invoice = contentOf(faulty);
    assert.ok(rulesOf(invoice).includes(rule), `UBL ${rule} ${category ?? ''}: ${rulesOf(invoice)}`);
    const twin = rulesOf(twinOf(invoice));
    assert.ok(twin.includes(rule), `CII ${rule} ${category ?? ''}: ${twin}`);
  }
});

test('an allowance of CII must say that it is one', () => {
  const cii = writeCii(contentOf(ublInvoice()));
  const faulty = cii.replace(/<ram:ChargeIndicator>.*?<\/ram:ChargeIndicator>/, '');
  assert.ok(rulesOf(contentOf(faulty)).includes('BR-66'));
});

test('every rule has a fault', () => {
  const tested = new Set(faults.map(({ rule }) => rule));
  const ids = businessRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    ids.filter((id) => !tested.has(id) && id !== 'BR-66'),
    [],
  );
});
