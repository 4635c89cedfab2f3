import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

interface ServerOptions {
  address: string;
  port: number;
  silent: boolean;
  directory: string;
  configureBuckets: { name: string; configs: string[] }[];
}
interface Server {
  run(): Promise<{ address: string; port: number }>;
  close(): Promise<void>;
}
const S3rver: new (options: ServerOptions) => Server = createRequire(import.meta.url)('@20minutes/s3rver');

export interface S3Server {
  endpoint: string;
  /** Puts other bytes in place of an object. */
  alter(bucket: string, key: string): Promise<void>;
  stop(): Promise<void>;
}

/** A real S3-compatible server on a free port, with signatures checked; sets the AWS credentials of this process. */
export async function startS3(bucket: string): Promise<S3Server> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
  const directory = await mkdtemp(join(tmpdir(), 'docket-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  return {
    endpoint,
    alter: async (Bucket, Key) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'altered' }));
    },
    async stop() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
