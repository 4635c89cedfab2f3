/** The import table of docs/architecture.md: what each room may import of this repository. */
const ROOMS = {
  schemas: [],
  checks: ['schemas'],
  observability: ['schemas'],
  reading: ['schemas', 'models'],
  models: ['schemas', 'observability/trace-context[.]'],
  store: ['schemas', 'observability/trace-context[.]'],
  workflows: ['schemas'],
  activities: ['schemas', 'checks', 'reading', 'models', 'store'],
  workers: ['schemas', 'checks', 'reading', 'models', 'store', 'workflows', 'activities', 'observability'],
  api: [
    'schemas',
    'store',
    'observability',
    'models/(desk-office|serving|inference-queue|queued-models|kept-while-unchanged)[.]',
  ],
  web: ['schemas'],
  cli: [
    'schemas',
    'store',
    'reading',
    'models',
    'checks',
    'activities/decide-document[.]',
    'workers/(replay-history|rerun-case)[.]',
  ],
};

const outOfRoom = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room}/ imports only ${[...allowed, 'itself'].join(', ')} of this repository`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(schemas|checks|reading|models|store|observability|workflows|activities|workers|api|web|cli|bench|deploy|scripts|test)/',
    pathNot: `^(${[room, ...allowed].map((part) => (part.includes('/') ? part : `${part}/`)).join('|')})`,
  },
}));

module.exports = {
  forbidden: [
    ...outOfRoom,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing-modules', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'schemas-import-zod-alone',
      comment: 'schemas/ says what everything means: no packages but zod; package-root.ts finds files',
      severity: 'error',
      from: { path: '^schemas/', pathNot: '^schemas/package-root' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'workflow code runs in a sandbox and is replayed: no Node, no packages but the workflow library, the interface of OpenTelemetry and zod',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '^workflows/build-bundle' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: 'node_modules/(@temporalio/(workflow|common|interceptors-opentelemetry[^/]*)|@opentelemetry/api|zod)/',
      },
    },
    {
      name: 'checks-are-pure',
      comment: 'checks/ judges values: no files, no network, no processes',
      severity: 'error',
      from: { path: '^checks/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|training|models/weights)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
