export interface ExposedMetric {
  name: string;
  type: string;
  help: string;
  labels: Set<string>;
}

const SUFFIX = /_(bucket|sum|count)$/;

/** The metrics of a page in the Prometheus text format, by name. */
export function parseExposition(text: string): Map<string, ExposedMetric> {
  const metrics = new Map<string, ExposedMetric>();
  const of = (name: string): ExposedMetric => {
    const known = metrics.get(name) ?? { name, type: '', help: '', labels: new Set<string>() };
    metrics.set(name, known);
    return known;
  };
  for (const line of text.split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment) {
      const [, what, name = '', rest = ''] = comment;
      if (what === 'HELP') of(name).help = rest;
      else of(name).type = rest;
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line);
    if (!sample) continue;
    const [, sampled = '', labels = ''] = sample;
    const base = sampled.replace(SUFFIX, '');
    const name = metrics.has(sampled) ? sampled : metrics.has(base) ? base : sampled;
    for (const [, label = ''] of labels.matchAll(/([a-zA-Z_]\w*)="/g)) if (label !== 'le') of(name).labels.add(label);
  }
  return metrics;
}
