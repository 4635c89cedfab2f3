/**
 * Health check of a container: exit 0 when this page of its process answers 2xx, else what it says.
 * `node dist/deploy/probe.js PORT PATH`
 */
const [port, path] = process.argv.slice(2);
const TIMEOUT_MS = 4000;

try {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) {
    console.error(`${path} answered ${answer.status}: ${await answer.text()}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`${path} on port ${port} did not answer: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
