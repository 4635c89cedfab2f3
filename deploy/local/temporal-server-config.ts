import { POSTGRES_PLUGIN, type TemporalDatabases } from './temporal-databases.ts';

/**
 * Parts that share the workflows among them, for good: a cluster keeps the number it was made with. Four do for one
 * machine, as in the server's own examples; each costs polling of the database when idle.
 */
export const HISTORY_SHARDS = 4;
/** Connections of each of the four services to each database. */
const STORE_CONNECTIONS = 12;
const VISIBILITY_CONNECTIONS = 4;
const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
/** Of each service: one for calls, one for finding the others. The frontend's own is given. */
export const PORTS_NEEDED = 2 * SERVICES.length - 1;
const HOST = '127.0.0.1';

export interface TemporalServerSettings {
  databases: TemporalDatabases;
  /** Where clients connect. */
  port: number;
  /** `PORTS_NEEDED` free ones. */
  innerPorts: readonly number[];
  historyShards: number;
  dynamicConfig: string;
}

/** The configuration file of a Temporal server with all its services in one process, on this machine alone (JSON is YAML). */
export function temporalServerConfig(settings: TemporalServerSettings): string {
  const { databases, port, innerPorts, historyShards, dynamicConfig } = settings;
  const ports = [port, ...innerPorts];
  const services = SERVICES.map((name, index) => {
    const [grpcPort, membershipPort] = ports.slice(2 * index, 2 * index + 2);
    return [name, { rpc: { grpcPort, membershipPort, bindOnIP: HOST } }];
  });
  const store = (databaseName: string, connections: number) => ({
    sql: {
      pluginName: POSTGRES_PLUGIN,
      databaseName,
      connectAddr: databases.host.includes(':')
        ? `[${databases.host}]:${databases.port}`
        : `${databases.host}:${databases.port}`,
      connectProtocol: 'tcp',
      user: databases.user,
      password: databases.password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  const cluster = 'active';
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'store',
      visibilityStore: 'visibility',
      numHistoryShards: historyShards,
      datastores: {
        store: store(databases.store, STORE_CONNECTIONS),
        visibility: store(databases.visibility, VISIBILITY_CONNECTIONS),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: HOST } },
    services: Object.fromEntries(services),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: cluster,
      currentClusterName: cluster,
      clusterInformation: {
        [cluster]: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `${HOST}:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfig, pollInterval: '60s' },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
