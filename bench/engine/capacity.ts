import type { Assumptions } from './assumptions.ts';
import type { MeasuredDocument } from './measured-document.ts';

/** What runs beside what: a pool is sized by the sum of its processes. */
const POOLS = {
  service: ['api', 'temporal-worker', 'temporal', 'redis'],
  inference: ['inference-worker'],
  database: ['postgres for docket', 'postgres for temporal', 'postgres, shared'],
} as const;
export type PoolName = keyof typeof POOLS;

export interface Pool {
  /** Cores that are busy on the mean of a day, and to be had for the peak. */
  meanCores: number;
  peakCores: number;
  machines: number;
}
export interface Volume {
  /** GB that come to it in a month, and that lie there once the oldest are let go. */
  monthlyGigabytes: number;
  fullGigabytes: number;
}
export interface Capacity {
  peakPerSecond: number;
  /** Entries of the audit chain a second at the peak. */
  chainPerSecond: number;
  pools: Record<PoolName, Pool>;
  gpuMachines: number;
  volumes: Record<'documents' | 'database' | 'temporal' | 'wal', Volume>;
  blobPutsMonth: number;
  /** A month, by what is paid for: in the first month, and once everything that is kept has been gathered. */
  money: Record<'onProcessors' | 'onGpus', { first: Money; full: Money }>;
}
export interface Money {
  machines: number;
  storage: number;
  writes: number;
  total: number;
}

const DAY_SECONDS = 24 * 3600;
const MONTH_DAYS = 365 / 12;
const GIGABYTE = 1e9;

/** Machines, storage and money of a month. Every figure follows from a measured one or from an assumption. */
export function capacityOf(digital: MeasuredDocument, scan: MeasuredDocument | null, given: Assumptions): Capacity {
  const share = scan === null ? 0 : given.scannedShare;
  const mixed = (of: (one: MeasuredDocument) => number) =>
    (1 - share) * of(digital) + (scan === null ? 0 : share * of(scan));
  const poolOf = (processes: readonly string[]): Pool => {
    const seconds = mixed(({ cpuSeconds }) => processes.reduce((sum, name) => sum + (cpuSeconds[name] ?? 0), 0));
    const meanCores = (given.documentsPerDay * seconds * given.coreFactor) / DAY_SECONDS;
    const peakCores = (meanCores * given.peakFactor) / given.utilisation;
    return { meanCores, peakCores, machines: Math.ceil(peakCores / given.machineCores) + given.spareMachines };
  };
  const service = poolOf(POOLS.service);
  const inference = poolOf(POOLS.inference);
  const primary = poolOf(POOLS.database);
  const peakPerSecond = (given.documentsPerDay * given.peakFactor) / DAY_SECONDS;
  // A database grows by a larger machine, not by more: its copies are what is rented more often.
  const databaseMachines = Math.ceil(primary.peakCores / given.machineCores) * given.databaseCopies;
  const pools = { service, inference, database: { ...primary, machines: databaseMachines } };
  const gpuMachines =
    Math.ceil(peakPerSecond / (given.gpuDocumentsPerSecond * given.utilisation)) + given.spareMachines;

  const monthly = given.documentsPerDay * MONTH_DAYS;
  const kept = (bytes: number, months: number): Volume => ({
    monthlyGigabytes: (monthly * bytes) / GIGABYTE,
    fullGigabytes: (monthly * bytes * months) / GIGABYTE,
  });
  const file = 1000 * ((1 - share) * given.documentKilobytes + share * given.scanKilobytes);
  const volumes = {
    documents: kept(mixed((one) => one.derivedBytes) + file, given.keptMonths),
    database: kept(
      mixed((one) => one.databaseBytes),
      given.keptMonths,
    ),
    temporal: kept(
      mixed((one) => one.temporalBytes),
      given.temporalDays / MONTH_DAYS,
    ),
    wal: kept(
      mixed((one) => one.walBytes),
      given.walDays / MONTH_DAYS,
    ),
  };
  const blobPutsMonth = monthly * mixed((one) => one.blobs);

  const moneyOf = (machines: number, size: (volume: Volume) => number): Money => {
    const onVolumes = given.databaseCopies * (size(volumes.database) + volumes.temporal.fullGigabytes);
    const inObjects = size(volumes.documents) + volumes.wal.fullGigabytes;
    const storage = onVolumes * given.volumeGigabyteMonth + inObjects * given.blobGigabyteMonth;
    const writes = (blobPutsMonth / 1000) * given.blobPutsThousand;
    return { machines, storage, writes, total: machines + storage + writes };
  };
  const both = (machines: number) => ({
    first: moneyOf(machines, ({ monthlyGigabytes }) => monthlyGigabytes),
    full: moneyOf(machines, ({ fullGigabytes }) => fullGigabytes),
  });
  const withoutInference = (service.machines + databaseMachines) * given.machineMonth;
  return {
    peakPerSecond,
    chainPerSecond: peakPerSecond * mixed((one) => one.chainEntries),
    pools,
    gpuMachines,
    volumes,
    blobPutsMonth,
    money: {
      onProcessors: both(withoutInference + inference.machines * given.machineMonth),
      onGpus: both(withoutInference + gpuMachines * given.gpuMachineMonth),
    },
  };
}
