import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../store/canonical-json.ts';

test('the example of RFC 8785, 3.2.2', () => {
  const value: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  );
  assert.equal(
    canonicalJson(value),
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('members are sorted by UTF-16 code units, as RFC 8785, 3.2.3 shows', () => {
  const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
  assert.equal(canonicalJson(value), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test('what is undefined is left out; what JSON has not is refused', () => {
  assert.equal(canonicalJson({ b: undefined, a: -0 }), '{"a":0}');
  assert.throws(() => canonicalJson({ a: Number.NaN }), TypeError);
});
