import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';

const target = z.object({ refId: z.string(), expr: z.string().min(1) });
export const dashboard = z.object({
  uid: z.string().min(1).max(40),
  title: z.string().min(1),
  schemaVersion: z.number(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.object({ query: z.string() }) })) }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.enum(['row', 'timeseries', 'stat', 'table']),
      title: z.string().min(1),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      datasource: z.object({ type: z.literal('prometheus'), uid: z.string() }).optional(),
      targets: z.array(target).optional(),
    }),
  ),
});
export type Dashboard = z.infer<typeof dashboard>;

export const alertRules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({ summary: z.string(), description: z.string().optional() }),
        }),
      ),
    }),
  ),
});

const deploy = join(packageRoot, 'deploy');
export const readDashboards = (): { file: string; board: Dashboard }[] =>
  globSync('grafana/dashboards/*.json', { cwd: deploy }).map((file) => ({
    file: basename(file),
    board: dashboard.parse(JSON.parse(readFileSync(join(deploy, file), 'utf8'))),
  }));
export const readAlerts = (): z.infer<typeof alertRules> =>
  alertRules.parse(parse(readFileSync(join(deploy, 'prometheus', 'alerts.yaml'), 'utf8')));

/** What Grafana puts in the place of its own variables. */
const filled = (query: string) => query.replaceAll('$__rate_interval', '5m').replaceAll(/\$\w+/g, '.*');

/** Names of the metrics in a PromQL expression. @throws Error where it is none */
export function metricsIn(query: string): string[] {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${query}`);
      if (node.name !== 'VectorSelector') return;
      const identifier = node.node.getChild('Identifier');
      if (!identifier) throw new Error(`a selector without a name: ${query}`);
      names.push(query.slice(identifier.from, identifier.to));
    },
  });
  return names;
}

/** Every metric that a panel, a variable or an alert asks for, with the place. */
export function metricsInDashboardsAndAlerts(): { metric: string; where: string }[] {
  const queries = [
    ...readDashboards().flatMap(({ file, board }) => [
      ...board.panels.flatMap(({ title, targets = [] }) =>
        targets.map(({ expr }) => ({ query: filled(expr), where: `${file}, ${title}` })),
      ),
      ...board.templating.list.map(({ name, query: { query } }) => ({
        query: /^label_values\((\w+), \w+\)$/.exec(query)?.[1] ?? query,
        where: `${file}, variable ${name}`,
      })),
    ]),
    ...readAlerts().groups.flatMap(({ rules }) =>
      rules.map(({ alert, expr }) => ({ query: expr, where: `alerts.yaml, ${alert}` })),
    ),
  ];
  return queries.flatMap(({ query, where }) => metricsIn(query).map((metric) => ({ metric, where })));
}
