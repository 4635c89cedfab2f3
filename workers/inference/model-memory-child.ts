import { tmpdir } from 'node:os';
import { argv, exit, memoryUsage, resourceUsage, stdout } from 'node:process';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { parseConfig } from '../../schemas/config.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { memoryOrder } from './model-memory.ts';
import { openModel } from './open-model.ts';

const order = memoryOrder.parse(JSON.parse(argv[2] ?? ''));
const { name, modelFolders, provider, threads, intraOpThreads, limits } = order;
const registry = openRegistry({ extraFolders: modelFolders });
const sessions = openSessions({ providers: provider, threads, intraOpThreads });
const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: tmpdir() }));
const before = memoryUsage.rss();
const { files } = await openModel(name, registry, sessions, blobs);
for (const [file, width] of files) {
  const rows = Math.max(1, Math.min(limits.maxRows, Math.floor(limits.maxTokens / width)));
  await Promise.all(Array.from({ length: threads }, () => sessions.trial(file, rows, width)));
}
stdout.write(JSON.stringify({ bytes: resourceUsage().maxRSS * 1024 - before }));
exit(0);
