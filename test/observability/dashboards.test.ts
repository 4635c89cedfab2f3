import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';
import { metricsIn, metricsInDashboardsAndAlerts, readAlerts, readDashboards } from './dashboards.ts';
import { documentedMetrics } from './documented-metrics.ts';

const yaml = (...path: string[]): unknown => parse(readFileSync(join(packageRoot, 'deploy', ...path), 'utf8'));

describe('dashboards and alerts', () => {
  it('ask for no metric of Docket that is not in its table', () => {
    const known = new Set(documentedMetrics().map(({ name }) => name));
    const asked = metricsInDashboardsAndAlerts().filter(({ metric }) => metric.startsWith('docket_'));
    assert.ok(asked.length > 30);
    for (const { metric, where } of asked) {
      const base = metric.replace(/_(bucket|sum|count)$/, '');
      assert.ok(known.has(metric) || known.has(base), `${where}: ${metric}`);
    }
  });

  it('show or watch every metric of Docket', () => {
    const asked = new Set(
      metricsInDashboardsAndAlerts().map(({ metric }) => metric.replace(/_(bucket|sum|count)$/, '')),
    );
    const unused = documentedMetrics().filter(
      ({ name }) => !asked.has(name) && !asked.has(name.replace(/_count$/, '')),
    );
    assert.deepEqual(
      unused.map(({ name }) => name),
      [],
    );
  });

  it('dashboards are what Grafana takes: one data source that is provisioned, own ids, no panel over another', () => {
    const sources = z
      .object({ datasources: z.array(z.object({ uid: z.string(), type: z.string() })) })
      .parse(yaml('grafana', 'provisioning', 'datasources', 'docket.yaml')).datasources;
    const boards = readDashboards();
    assert.equal(new Set(boards.map(({ board }) => board.uid)).size, boards.length);
    assert.ok(boards.length >= 3);
    for (const { file, board } of boards) {
      assert.equal(new Set(board.panels.map(({ id }) => id)).size, board.panels.length, file);
      for (const panel of board.panels) {
        const { x, w } = panel.gridPos;
        assert.ok(x >= 0 && x + w <= 24, `${file}: ${panel.title} is wider than the page`);
        if (panel.type === 'row') continue;
        assert.ok(panel.targets?.length, `${file}: ${panel.title} asks for nothing`);
        assert.ok(
          sources.some(({ uid, type }) => uid === panel.datasource?.uid && type === 'prometheus'),
          `${file}: ${panel.title} has a data source that is not provisioned`,
        );
      }
      for (const [index, a] of board.panels.entries()) {
        for (const b of board.panels.slice(index + 1)) {
          const [p, q] = [a.gridPos, b.gridPos];
          const isApart = p.x + p.w <= q.x || q.x + q.w <= p.x || p.y + p.h <= q.y || q.y + q.h <= p.y;
          assert.ok(isApart, `${file}: ${a.title} lies on ${b.title}`);
        }
      }
    }
  });

  it('alerts have names of their own and labels that their texts may use', () => {
    const rules = readAlerts().groups.flatMap((group) => group.rules);
    assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
    for (const { alert, annotations } of rules) assert.match(annotations.summary, /\S/, alert);
  });

  it('a query that is none, and one without a name, are found', () => {
    assert.throws(() => metricsIn('sum(rate(docket_decisions_total[5m])'));
    assert.throws(() => metricsIn('sum({job="docket-api"})'));
    assert.deepEqual(metricsIn('a{b="c"} / on (d) rate(e_total[5m])'), ['a', 'e_total']);
  });

  it('Prometheus scrapes the processes under the names that alerts and dashboards use', () => {
    const config = z
      .object({
        rule_files: z.array(z.string()),
        scrape_configs: z.array(
          z.object({
            job_name: z.string(),
            dns_sd_configs: z.array(z.object({ names: z.array(z.string()), port: z.number() })),
          }),
        ),
      })
      .parse(yaml('prometheus', 'prometheus.yaml'));
    assert.deepEqual(config.rule_files, ['alerts.yaml']);
    const services = z
      .object({ services: z.record(z.string(), z.unknown()) })
      .parse(parse(readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8'), { merge: true })).services;
    for (const { job_name, dns_sd_configs } of config.scrape_configs) {
      assert.match(job_name, /^docket-(api|temporal-worker|inference-worker)$/);
      for (const { names } of dns_sd_configs) for (const name of names) assert.ok(name in services, name);
    }
  });
});
