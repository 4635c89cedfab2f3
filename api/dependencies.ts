import type { Logger } from 'pino';
import type { DeskOffice } from '../models/desk-office.ts';
import type { InferenceQueue } from '../models/inference-queue.ts';
import type { Availability } from '../observability/availability.ts';
import type { BlobStore } from '../store/blobs/port.ts';
import type { Database } from '../store/database.ts';
import type { Receivers } from '../store/public-address.ts';
import type { InstalledModel } from './installed-models.ts';
import type { OnDevicePackages } from './on-device-packages.ts';
import type { WorkflowStarter } from './workflow-starter.ts';

/** A desk that takes tickets. */
export interface Desk {
  name: string;
  labels: string[];
  languages: string[];
}

/** Everything the API touches. Made once by `main.ts`, or by a test. */
export interface ApiDependencies {
  db: Database;
  blobs: BlobStore;
  workflows: WorkflowStarter;
  availability: Availability;
  /** The inference queues, to say how deep they are: inference workers may be scaled to none. */
  queue: Pick<InferenceQueue, 'depth'>;
  desks(): Desk[];
  models(): InstalledModel[];
  /** Models for browsers that decide by themselves. */
  onDevice: OnDevicePackages;
  /** Trains desks of users' own labels and says which version serves. */
  office: DeskOffice;
  /** The built web page, or null where there is none. */
  webFolder: string | null;
  limits: { maxBytes: number; requestsPerMinute: number };
  /** Where people reach the service; decides on secure cookies. */
  publicUrl: string | null;
  webhookReceivers: Receivers;
  log: Logger;
}
