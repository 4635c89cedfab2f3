import type { Ways } from '../../bench/load/stack.ts';
import type { ServiceName } from '../../deploy/local/services.ts';
import type { EngineName } from './points.ts';
import { grpcProxy } from './proxy/grpc-proxy.ts';
import { postgresProxy } from './proxy/postgres-proxy.ts';
import { redisProxy } from './proxy/redis-proxy.ts';
import type { TrapHolder, WatchedProxy } from './proxy/trap.ts';

/** A proxy of its own between every process of the service and every engine. */
export class Proxies {
  readonly #proxies = new Map<string, WatchedProxy>();

  async ways(service: ServiceName, engines: Ways): Promise<Ways> {
    const through = async (engine: EngineName, open: typeof redisProxy, address: string): Promise<string> => {
      const url = new URL(address);
      const proxy = await open({ host: url.hostname, port: Number(url.port) });
      this.#proxies.set(`${service} ${engine}`, proxy);
      url.host = proxy.address;
      return url.href;
    };
    const temporal = await through('temporal', grpcProxy, `tcp://${engines.TEMPORAL_ADDRESS}`);
    return {
      DATABASE_URL: await through('postgres', postgresProxy, engines.DATABASE_URL),
      REDIS_URL: await through('redis', redisProxy, engines.REDIS_URL),
      TEMPORAL_ADDRESS: new URL(temporal).host,
    };
  }

  between(service: ServiceName, engine: EngineName): TrapHolder {
    const proxy = this.#proxies.get(`${service} ${engine}`);
    if (proxy === undefined) throw new Error(`there is no proxy between ${service} and ${engine}`);
    return proxy.traps;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#proxies.values()].map((proxy) => proxy.close()));
  }
}
