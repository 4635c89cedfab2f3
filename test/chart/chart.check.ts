import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { stringify } from 'yaml';
import { z } from 'zod';
import { cacheFolder } from '../../deploy/local/cache-folder.ts';
import { configSchema, parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { helmProgram } from '../../scripts/helm-program.ts';
import { kubernetesValidate } from '../../scripts/kubernetes-schemas.ts';
import { metricsIn } from '../observability/dashboards.ts';
import { documentedMetrics } from '../observability/documented-metrics.ts';
import { CHART, KUBERNETES, type Manifest, pod, render, runHelm, valuesFile } from './rendered.ts';

const valueSets = ['minimal', 'everything'] as const;
/** Kinds of other projects, whose schemas Kubernetes does not know. */
const CUSTOM = ['ScaledObject', 'PodMonitor'];

let helm: string;
let validator: string;
let rendered: Record<(typeof valueSets)[number], Manifest[]>;
before(async () => {
  const cache = cacheFolder(parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR }));
  helm = await helmProgram(cache);
  validator = await kubernetesValidate(cache);
  rendered = {
    minimal: render(helm, '--values', valuesFile('minimal')),
    everything: render(helm, '--values', valuesFile('everything')),
  };
});

const workload = z.object({ spec: z.object({ replicas: z.number().optional(), template: pod }) });
const cronJob = z.object({ spec: z.object({ jobTemplate: workload }) });
const podsOf = (manifests: readonly Manifest[]) =>
  manifests.flatMap((one) => {
    if (one.kind === 'Deployment' || one.kind === 'Job') return [workload.parse(one).spec.template];
    if (one.kind === 'CronJob') return [cronJob.parse(one).spec.jobTemplate.spec.template];
    return [];
  });
const named = (manifests: readonly Manifest[], kind: string, name: string): Manifest => {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
  assert.ok(found, `no ${kind} ${name}`);
  return found;
};
const deployment = (manifests: readonly Manifest[], name: string) =>
  workload.parse(named(manifests, 'Deployment', name)).spec;

describe('chart', () => {
  it('passes helm lint', () => {
    for (const values of valueSets) {
      const { status, stdout } = runHelm(
        helm,
        'lint',
        '--strict',
        '--kube-version',
        KUBERNETES,
        CHART,
        '--values',
        valuesFile(values),
      );
      assert.equal(status, 0, stdout);
    }
  });

  it(`renders what Kubernetes ${KUBERNETES} takes, without a field that it does not know`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docket-chart-'));
    try {
      for (const values of valueSets) {
        const own = rendered[values].filter(({ kind }) => !CUSTOM.includes(kind));
        const files = await Promise.all(
          own.map(async (one, index) => {
            const file = join(folder, `${values}-${index}.yaml`);
            await writeFile(file, stringify(one));
            return file;
          }),
        );
        const { status, stdout, stderr } = spawnSync(
          validator,
          ['--strict', '--kubernetes-version', KUBERNETES, ...files],
          {
            encoding: 'utf8',
          },
        );
        assert.equal(status, 0, stdout + stderr);
      }
      const typo = join(folder, 'typo.yaml');
      const unknown = { ...named(rendered.minimal, 'Service', 'docket-api'), spec: { selectors: {} } };
      await writeFile(typo, stringify(unknown));
      const found = spawnSync(validator, ['--strict', '--kubernetes-version', KUBERNETES, typo]);
      assert.notEqual(found.status, 0, 'the validator would find a wrong field');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('has names of their own for all objects, and no object without what it refers to', () => {
    for (const values of valueSets) {
      const all = rendered[values];
      const keys = all.map(({ kind, metadata: { name } }) => `${kind} ${name}`);
      assert.equal(new Set(keys).size, keys.length);
      const text = stringify(all);
      for (const [, claim = ''] of text.matchAll(/claimName: (\S+)/g)) named(all, 'PersistentVolumeClaim', claim);
      for (const [, name = ''] of text.matchAll(/configMapRef:\s+name: (\S+)/g)) named(all, 'ConfigMap', name);
    }
    for (const [, name = ''] of stringify(rendered.everything).matchAll(/secretRef:\s+name: (\S+)/g)) {
      named(rendered.everything, 'Secret', name);
    }
  });

  it('every selector finds the pods it is for', () => {
    const selectors = z.object({
      spec: z.object({
        selector: z.object({ matchLabels: z.record(z.string(), z.string()) }).optional(),
        podSelector: z.object({ matchLabels: z.record(z.string(), z.string()) }).optional(),
      }),
    });
    const all = rendered.everything;
    const pods = podsOf(all).map(({ metadata }) => metadata.labels);
    for (const one of all.filter(({ kind }) => ['Deployment', 'PodDisruptionBudget', 'NetworkPolicy'].includes(kind))) {
      const { spec } = selectors.parse(one);
      const labels = Object.entries((spec.selector ?? spec.podSelector)?.matchLabels ?? {});
      assert.ok(labels.length > 0, one.metadata.name);
      const found = pods.filter((pod) => labels.every(([label, value]) => pod[label] === value));
      const expected = one.kind === 'NetworkPolicy' && one.metadata.name === 'docket' ? pods.length : 1;
      assert.equal(found.length, expected, `${one.kind} ${one.metadata.name}`);
    }
  });
});

describe('pods', () => {
  it('run as no root, write to volumes alone and hold no token of the cluster', () => {
    for (const values of valueSets) {
      for (const { spec } of podsOf(rendered[values])) {
        assert.equal(spec.automountServiceAccountToken, false);
        assert.equal(spec.securityContext.runAsNonRoot, true);
        for (const { securityContext } of spec.containers) {
          assert.equal(securityContext.readOnlyRootFilesystem, true);
          assert.equal(securityContext.allowPrivilegeEscalation, false);
          assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] });
        }
      }
    }
  });

  it('run programs of the build, from the images that the Dockerfiles make', () => {
    const dockerfile = readFileSync(join(packageRoot, 'deploy', 'Dockerfile'), 'utf8');
    for (const { spec } of podsOf(rendered.everything)) {
      for (const { image, command = [] } of spec.containers) {
        const [, target = ''] = /^registry\.example\.org\/docket\/docket-([\w-]+):0\.1\.0-test$/.exec(image) ?? [];
        const isBuilt =
          dockerfile.includes(` AS ${target}\n`) || existsSync(join(packageRoot, 'deploy', `${target}.Dockerfile`));
        assert.ok(isBuilt, image);
        for (const program of command.filter((word) => word.startsWith('dist/'))) {
          assert.ok(existsSync(join(packageRoot, program.replace(/^dist\/(.*)\.js$/, '$1.ts'))), program);
        }
      }
    }
  });

  it('are probed on the ports that their processes are told to answer on', () => {
    const settings: Record<string, string> = {
      'docket-api': 'DOCKET_PORT',
      'docket-temporal-worker': 'DOCKET_WORKER_METRICS_PORT',
      'docket-inference-worker-cpu': 'DOCKET_INFERENCE_METRICS_PORT',
      'docket-inference-worker-gpu': 'DOCKET_INFERENCE_METRICS_PORT',
    };
    for (const [name, setting] of Object.entries(settings)) {
      const { template } = deployment(rendered.everything, name);
      const [container] = template.spec.containers;
      const [port] = container?.ports ?? [];
      assert.equal(container?.env.find((one) => one.name === setting)?.value, `${port?.containerPort}`, name);
      assert.deepEqual(container?.livenessProbe, { httpGet: { path: '/healthz', port: port?.name } });
      assert.deepEqual(container?.readinessProbe, { httpGet: { path: '/readyz', port: port?.name } });
      assert.equal(template.metadata.annotations['prometheus.io/port'], `${port?.containerPort}`);
      assert.ok((template.spec.terminationGracePeriodSeconds ?? 0) > 45, `${name} drains for up to 40 s`);
    }
  });

  it('get settings that Docket knows, and a configuration that it accepts', () => {
    const known = new Set([...Object.keys(configSchema.shape), 'HOME']);
    const config = z.object({ data: z.record(z.string(), z.string()) });
    for (const values of valueSets) {
      const { data } = config.parse(named(rendered[values], 'ConfigMap', 'docket'));
      for (const name of Object.keys(data)) assert.ok(known.has(name) || name.startsWith('OTEL_'), name);
      parseConfig(data);
      for (const { spec } of podsOf(rendered[values])) {
        for (const { env } of spec.containers) for (const { name } of env) assert.ok(known.has(name), name);
      }
    }
    const { data } = config.parse(named(rendered.everything, 'ConfigMap', 'docket'));
    assert.equal(parseConfig(data).DOCKET_BLOBS, 's3://docket/blobs');
  });

  it('GPU workers ask for a GPU and go to nodes that have one; CPU workers do not', () => {
    const gpu = deployment(rendered.everything, 'docket-inference-worker-gpu').template.spec;
    assert.equal(gpu.containers[0]?.resources.limits['nvidia.com/gpu'], 1);
    assert.deepEqual(gpu.nodeSelector, { 'nvidia.com/gpu.present': 'true' });
    assert.match(gpu.containers[0]?.image ?? '', /docket-inference-worker-gpu:/);
    const cpu = deployment(rendered.everything, 'docket-inference-worker-cpu').template.spec;
    assert.equal(cpu.containers[0]?.resources.limits['nvidia.com/gpu'], undefined);
    assert.equal(
      rendered.minimal.some(({ metadata }) => metadata.name.endsWith('-gpu')),
      false,
    );
  });

  it('the tables are brought up to date before anything else, with a Secret that is there by then', () => {
    for (const values of valueSets) {
      const job = named(rendered[values], 'Job', 'docket-migrate');
      assert.equal(job.metadata.annotations['helm.sh/hook'], 'pre-install,pre-upgrade');
    }
    assert.match(
      stringify(named(rendered.minimal, 'Job', 'docket-migrate')),
      /name: docket-secrets\n +key: DATABASE_URL/,
    );
    const secret = named(rendered.everything, 'Secret', 'docket-migrate').metadata.annotations;
    assert.equal(secret['helm.sh/hook'], 'pre-install,pre-upgrade');
    assert.ok(Number(secret['helm.sh/hook-weight']) < 0);
  });
});

describe('scaling', () => {
  it('inference workers come and go, from none, with the jobs in their queues', () => {
    for (const kind of ['cpu', 'gpu'] as const) {
      const name = `docket-inference-worker-${kind}`;
      const object = named(rendered.everything, 'ScaledObject', name);
      new ScaledObject(object as unknown as ConstructorParameters<typeof ScaledObject>[0]).validate();
      const query =
        'sum(max by (model, state) (docket_inference_queue_jobs{state=~"waiting|prioritized|active|delayed", namespace="docket"}))';
      const scale = { cpu: ['64', 8, 300], gpu: ['512', 2, 900] }[kind];
      assert.deepEqual(object.spec, {
        scaleTargetRef: { name },
        minReplicaCount: 0,
        maxReplicaCount: scale[1],
        pollingInterval: 15,
        cooldownPeriod: scale[2],
        fallback: { failureThreshold: 3, replicas: 1 },
        triggers: [
          {
            type: 'prometheus',
            metricType: 'AverageValue',
            metadata: {
              serverAddress: 'http://prometheus.monitoring:9090',
              query,
              threshold: scale[0],
              activationThreshold: '0',
              ignoreNullValues: 'false',
            },
          },
        ],
      });
      assert.equal(deployment(rendered.everything, name).replicas, undefined, 'KEDA alone sets the number');
      const [metric = ''] = metricsIn(query);
      const row = documentedMetrics().find((one) => one.name === metric);
      assert.ok(row?.processes.includes('api'), 'known while there is no worker');
      assert.deepEqual(row?.labels, ['model', 'state']);
    }
    assert.equal(deployment(rendered.minimal, 'docket-inference-worker-cpu').replicas, 1);
    assert.equal(
      rendered.minimal.some(({ kind }) => kind === 'ScaledObject'),
      false,
    );
  });
});

describe('network', () => {
  const policy = z.object({
    spec: z.object({
      policyTypes: z.array(z.string()),
      ingress: z
        .array(z.object({ from: z.array(z.unknown()).min(1), ports: z.array(z.object({ port: z.number() })) }))
        .default([]),
      egress: z.array(
        z.object({ to: z.array(z.unknown()).min(1), ports: z.array(z.object({ port: z.number() })).min(1) }),
      ),
    }),
  });
  const egressPorts = (values: (typeof valueSets)[number], component: string) =>
    policy
      .parse(named(rendered[values], 'NetworkPolicy', `docket-${component}`))
      .spec.egress.flatMap(({ ports }) => ports.map(({ port }) => port))
      .sort((a, b) => a - b);

  it('nothing goes in or out but names, and what is configured', () => {
    const { spec } = policy.parse(named(rendered.minimal, 'NetworkPolicy', 'docket'));
    assert.deepEqual(spec.policyTypes, ['Ingress', 'Egress']);
    assert.deepEqual(spec.ingress, []);
    assert.deepEqual(
      spec.egress.flatMap(({ ports }) => ports.map(({ port }) => port)),
      [53, 53],
    );
    assert.deepEqual(egressPorts('minimal', 'api'), [5432, 6379, 7233]);
    assert.deepEqual(egressPorts('minimal', 'inference-worker-cpu'), [6379, 7233]);
    assert.deepEqual(egressPorts('minimal', 'migrate'), [5432]);
    assert.deepEqual(egressPorts('everything', 'temporal-worker'), [443, 443, 4318, 5432, 6379, 7233, 8000]);
    assert.deepEqual(egressPorts('everything', 'inference-worker-gpu'), [443, 4318, 6379, 7233]);
  });

  it('no installation goes without saying where its parts are', () => {
    const refused = (...set: string[]) => {
      const args = set.flatMap((one) => ['--set-json', one]);
      return runHelm(
        helm,
        'template',
        'docket',
        CHART,
        '--kube-version',
        KUBERNETES,
        '--values',
        valuesFile('minimal'),
        ...args,
      ).stderr;
    };
    assert.match(refused('networkPolicy.egress.redis.to=[]'), /networkPolicy\.egress\.redis\.to: say where it is/);
    assert.match(refused('secrets.existing=""'), /secrets: name a Secret/);
    assert.match(refused('data.enabled=false'), /without blobs\.s3 the data volume holds them/);
    assert.match(refused('temporal.address="temporal"'), /temporal\/address/);
    assert.match(refused('keda.enabled=true'), /serverAddress/);
    assert.match(refused('api.replica=3'), /replica/);
    assert.equal(refused('networkPolicy.enabled=false', 'networkPolicy.egress.redis.to=[]'), '');
  });
});
