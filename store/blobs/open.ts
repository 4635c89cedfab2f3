import { join, resolve } from 'node:path';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { FolderBlobStore } from './folder.ts';
import type { BlobStore } from './port.ts';
import { S3BlobStore } from './s3.ts';

type BlobConfig = Pick<
  Config,
  'DOCKET_BLOBS' | 'DOCKET_DATA_DIR' | 'DOCKET_S3_ENDPOINT' | 'DOCKET_S3_REGION' | 'DOCKET_S3_FORCE_PATH_STYLE'
>;

/** `DOCKET_BLOBS`: a folder or `s3://bucket/prefix`; unset, `blobs` in the data folder. */
export function openBlobStore(config: BlobConfig): BlobStore {
  const place = config.DOCKET_BLOBS ?? join(config.DOCKET_DATA_DIR, 'blobs');
  if (!place.includes('://')) return new FolderBlobStore(resolve(place));
  const parsed = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*))?$/.exec(place);
  const bucket = parsed?.[1];
  if (bucket === undefined) {
    throw new DocketError('config.invalid', `DOCKET_BLOBS: expected a folder or s3://bucket/prefix, got "${place}"`);
  }
  const prefix = (parsed?.[2] ?? '').replace(/\/*$/, '');
  return new S3BlobStore({
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: config.DOCKET_S3_REGION,
    endpoint: config.DOCKET_S3_ENDPOINT,
    forcePathStyle: config.DOCKET_S3_FORCE_PATH_STYLE,
  });
}
