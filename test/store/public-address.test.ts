import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertReceiver, isPublicAddress, receiverLookup } from '../../store/public-address.ts';

test('tells public addresses from special ones', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])
    assert.equal(isPublicAddress(address), true, address);
  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'not an address',
  ])
    assert.equal(isPublicAddress(address), false, address);
});

test('a sovereign service sends webhooks into its own network alone', () => {
  const refused = { code: 'webhook.address' };
  assertReceiver(new URL('http://10.0.0.7/hook'), 'local');
  assertReceiver(new URL('http://127.0.0.1/hook'), 'any');
  assert.throws(() => assertReceiver(new URL('https://example.com/hook'), 'local'), refused);
  assert.throws(() => assertReceiver(new URL('http://127.0.0.1/hook'), 'public'), refused);
});

test('the address that is connected to is judged, not the name', async () => {
  const addressOf = (receivers: 'public' | 'local' | 'any') =>
    new Promise((resolve, reject) => {
      const lookup = receiverLookup(receivers);
      if (!lookup) return resolve('any');
      lookup('localhost', { family: 4 }, (error, address) => (error ? reject(error) : resolve(address)));
    });
  assert.equal(await addressOf('local'), '127.0.0.1');
  assert.equal(await addressOf('any'), 'any');
  await assert.rejects(addressOf('public'), { code: 'webhook.address' });
});
