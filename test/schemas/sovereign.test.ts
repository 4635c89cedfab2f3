import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../schemas/config.ts';
import { isLocalHost } from '../../schemas/local-host.ts';
import { webhookReceivers } from '../../store/public-address.ts';

describe('a local host', () => {
  for (const host of [
    'localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.9',
    '[::1]',
    'fd00::1',
    '::ffff:10.0.0.1',
    '[::ffff:a00:1]',
    'fe80::1',
    'ollama',
    'db.internal',
    'nas.local.',
  ])
    it(`is ${host}`, () => assert.equal(isLocalHost(host), true));
  for (const host of [
    '8.8.8.8',
    '172.32.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    'api.openai.com',
    'localhost.example.com',
    '',
  ])
    it(`is not ${host || 'nothing'}`, () => assert.equal(isLocalHost(host), false));
});

describe('DOCKET_SOVEREIGN', () => {
  const foreign = {
    DATABASE_URL: 'postgres://u:p@db.example.com:5432/docket',
    REDIS_URL: 'redis://8.8.8.8:6379',
    TEMPORAL_ADDRESS: 'temporal.example.com:7233',
    DOCKET_S3_ENDPOINT: 'https://s3.example.com',
    DOCKET_LLM_BASE_URL: 'https://api.openai.com/v1',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.com',
  };
  it('names every setting that points outside, at once', () => {
    assert.throws(
      () => parseConfig({ ...foreign, DOCKET_SOVEREIGN: 'true' }),
      ({ code, message }: { code: string; message: string }) => {
        assert.equal(code, 'config.invalid');
        for (const name of Object.keys(foreign)) assert.ok(message.includes(`${name}: `), name);
        return true;
      },
    );
  });
  it('takes what is on this machine or its network, and an embedded database', () => {
    const config = parseConfig({
      DOCKET_SOVEREIGN: 'true',
      DATABASE_URL: 'pglite:memory',
      REDIS_URL: 'redis://redis:6379',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      DOCKET_LLM_BASE_URL: 'http://192.168.1.20:11434/v1',
    });
    assert.equal(config.DOCKET_SOVEREIGN, true);
    assert.equal(webhookReceivers({ ...config, DOCKET_WEBHOOK_ALLOW_PRIVATE: true }), 'local');
  });
  it('refuses a bucket without an address of its own, and an address that names no host', () => {
    const parse = (environment: Record<string, string>) => () =>
      parseConfig({ ...environment, DOCKET_SOVEREIGN: 'true' });
    const refused = (name: string) => ({ code: 'config.invalid', message: new RegExp(`${name}: `) });
    assert.throws(parse({ DOCKET_BLOBS: 's3://papers/docket' }), refused('DOCKET_BLOBS'));
    assert.throws(parse({ DATABASE_URL: 'postgres://a.example,b.example/docket' }), refused('DATABASE_URL'));
    parse({ DOCKET_BLOBS: 's3://papers/docket', DOCKET_S3_ENDPOINT: 'http://minio:9000' })();
    parse({ DOCKET_BLOBS: '/var/docket' })();
  });
  it('asks nothing of others', () => {
    assert.equal(parseConfig(foreign).DOCKET_LLM_BASE_URL, foreign.DOCKET_LLM_BASE_URL);
  });
});

describe('DOCKET_LLM_GGUF', () => {
  it('is refused beside a server, with every other problem at once', () => {
    const environment = {
      DOCKET_LLM_GGUF: '/models/phi.gguf',
      DOCKET_LLM_BASE_URL: 'http://127.0.0.1:8080/v1',
      DOCKET_LLM_MODEL: 'phi',
      DOCKET_PORT: 'many',
    };
    assert.throws(() => parseConfig(environment), {
      code: 'config.invalid',
      message: /3 problem.*DOCKET_PORT.*DOCKET_LLM_BASE_URL.*DOCKET_LLM_MODEL/,
    });
    assert.throws(() => parseConfig({ DOCKET_LLM_GGUF: 'phi.bin' }), { message: /DOCKET_LLM_GGUF: expected.*\.gguf/ });
    assert.equal(parseConfig({ DOCKET_LLM_GGUF: 'phi.gguf', DOCKET_SOVEREIGN: 'true' }).DOCKET_LLM_GGUF, 'phi.gguf');
  });
});
