import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** One GPU as the driver sees it, all processes together. */
export type GpuUse = { gpu: string; usedBytes: number; totalBytes: number; busy: number };

const MEBIBYTE = 1024 * 1024;
const QUERY = ['--query-gpu=index,memory.used,memory.total,utilization.gpu', '--format=csv,noheader,nounits'];
const TIMEOUT_MS = 5000;

/** Reads the lines of `nvidia-smi --query-gpu=index,memory.used,memory.total,utilization.gpu` (MiB and percent). */
export function parseGpuUse(lines: string): GpuUse[] {
  return lines.split('\n').flatMap((line) => {
    const [gpu, used, total, busy] = line.split(',').map((part) => part.trim());
    const numbers = [used, total, busy].map(Number);
    const [usedMib, totalMib, percent] = numbers;
    if (!gpu || usedMib === undefined || totalMib === undefined || percent === undefined) return [];
    if (numbers.some(Number.isNaN)) return [];
    return [{ gpu, usedBytes: usedMib * MEBIBYTE, totalBytes: totalMib * MEBIBYTE, busy: percent / 100 }];
  });
}

/** Of each GPU that nvidia-smi names; none where it is not there or does not answer. */
export async function readGpuUse(): Promise<GpuUse[]> {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', QUERY, { timeout: TIMEOUT_MS });
    return parseGpuUse(stdout);
  } catch {
    return [];
  }
}
