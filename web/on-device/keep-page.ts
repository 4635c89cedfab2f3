/** Under which addresses the worker answers without a network: this page and the files of its thread. */
const SCOPE = '/on-device';

/** Keeps the page itself for times without a network. False where the browser does not allow it, as to plain http. */
export async function keepPage(): Promise<boolean> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('/on-device-offline.js', { scope: SCOPE });
    return true;
  } catch {
    return false;
  }
}
