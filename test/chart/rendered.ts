import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';

/** Whose schemas manifests are held against. */
export const KUBERNETES = '1.37.0';
export const CHART = join(packageRoot, 'deploy', 'helm', 'docket');
export const valuesFile = (name: string) => join(import.meta.dirname, `${name}.yaml`);

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const variable = z.object({ name: z.string(), value: z.string().optional() });
const container = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  env: z.array(variable).default([]),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  resources: z.object({ limits: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }),
  securityContext: z.record(z.string(), z.unknown()),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
});
export const pod = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    automountServiceAccountToken: z.boolean(),
    serviceAccountName: z.string(),
    securityContext: z.record(z.string(), z.unknown()),
    nodeSelector: z.record(z.string(), z.string()).optional(),
    terminationGracePeriodSeconds: z.number().optional(),
    containers: z.array(container),
  }),
});
export const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});
export type Manifest = z.infer<typeof manifest>;

export interface HelmAnswer {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs helm with nothing of this machine's cluster or settings. */
export function runHelm(helm: string, ...args: string[]): HelmAnswer {
  return spawnSync(helm, args, { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: '/nonexistent' } });
}

export function render(helm: string, ...values: string[]): Manifest[] {
  const args = ['template', 'docket', CHART, '--namespace', 'docket', '--kube-version', KUBERNETES, ...values];
  const { status, stdout, stderr } = runHelm(helm, ...args);
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.join('\n'));
    const content: unknown = document.toJS();
    return content === null ? [] : [manifest.parse(content)];
  });
}
