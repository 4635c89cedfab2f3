import { TestWorkflowEnvironment } from '@temporalio/testing';

/** Run as a process: `node temporal-download-process.ts FOLDER` downloads the development server into FOLDER. */
process.once('disconnect', () => process.exit(1));
const downloadDir = process.argv[2];
try {
  if (downloadDir === undefined) throw new Error('usage: temporal-download-process FOLDER');
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir } },
  });
  await environment.teardown();
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  console.error(text.includes('dns error') ? 'the name temporal.download is not known here' : text);
  process.exitCode = 1;
}
process.removeAllListeners('disconnect');
process.disconnect?.();
