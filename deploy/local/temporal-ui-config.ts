/** The configuration file of the Temporal web page (JSON is YAML). It asks nobody for newer versions of itself. */
export function temporalUiConfig(settings: { temporalAddress: string; port: number; namespace: string }): string {
  const config = {
    temporalGrpcAddress: settings.temporalAddress,
    host: '127.0.0.1',
    port: settings.port,
    enableUi: true,
    defaultNamespace: settings.namespace,
    notifyOnNewVersion: false,
    hideLogs: true,
    // The page comes from this machine over plain HTTP.
    cors: { cookieInsecure: true, allowOrigins: [`http://127.0.0.1:${settings.port}`] },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
