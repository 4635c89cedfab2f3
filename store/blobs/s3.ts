import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { BlobRef } from '../../schemas/primitives.ts';
import { type BlobStore, blobHash, blobName, blobsUnavailable, missingBlob, verified } from './port.ts';

export interface S3Place {
  bucket: string;
  prefix: string;
  region: string;
  endpoint?: string | undefined;
  forcePathStyle: boolean;
}

/** Blobs as objects `<prefix>ab/cd/abcd…` of any S3-compatible store; credentials come from the AWS environment. */
export class S3BlobStore implements BlobStore {
  readonly #client: S3Client;
  readonly #place: S3Place;

  constructor(place: S3Place) {
    const { region, endpoint, forcePathStyle } = place;
    this.#place = place;
    this.#client = new S3Client({ region, forcePathStyle, ...(endpoint === undefined ? {} : { endpoint }) });
  }

  async put(bytes: Uint8Array, mediaType: string): Promise<BlobRef> {
    const sha256 = blobHash(bytes);
    if (!(await this.has(sha256))) {
      const object = { ...this.#object(sha256), Body: bytes, ContentType: mediaType, ContentLength: bytes.length };
      await this.#client.send(new PutObjectCommand(object)).catch((error: unknown) => {
        throw blobsUnavailable(error);
      });
    }
    return { sha256, bytes: bytes.length, mediaType };
  }

  async get(ref: BlobRef | string): Promise<Uint8Array> {
    const sha256 = blobName(ref);
    const object = await this.#client.send(new GetObjectCommand(this.#object(sha256))).catch((error: unknown) => {
      throw error instanceof NoSuchKey ? missingBlob(sha256, error) : blobsUnavailable(error);
    });
    if (object.Body === undefined) throw missingBlob(sha256, undefined);
    return verified(await object.Body.transformToByteArray(), sha256);
  }

  async has(sha256: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand(this.#object(blobName(sha256))));
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
      throw blobsUnavailable(error);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #object(sha256: string): { Bucket: string; Key: string } {
    const { bucket, prefix } = this.#place;
    return { Bucket: bucket, Key: `${prefix}${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}` };
  }
}
