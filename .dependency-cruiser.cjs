// The floors of the house (ARCHITECTURE.md): each imports only downwards, capabilities meet through their index.ts,
// and nothing goes round in circles. `scripts/check.ts` also runs these rules over a planted violation.
const FLOORS = [
  ['kernel'],
  ['database', 'ledger', 'approvals', 'audit', 'access', 'catalogues', 'documents'],
  ['benefits', 'disclosure'],
  [
    'people',
    'contributions',
    'certification',
    'referral',
    'providers',
    'settlement',
    'adjustments',
    'aid',
    'care',
    'supervision',
    'credit',
    'procurement',
    'prices',
    'payments',
    'fund',
    'bureau',
    'service',
  ],
  ['gateway'],
  ['county', 'simulation'],
  ['app'],
];

const root = process.env.TONGCHOU_CRUISE_ROOT ?? 'src';
const TEST = '(\\.test|/testing|/testing-setup)\\.ts$';
const inFolders = (folders) => `^${root}/(${folders.join('|')})/`;

const upwards = FLOORS.slice(0, -1).map((floor, index) => ({
  name: `floor-${index}-imports-upwards`,
  severity: 'error',
  from: { path: inFolders(floor), pathNot: TEST },
  to: { path: inFolders(FLOORS.slice(index + 1).flat()) },
}));

module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'past-the-index',
      comment:
        'Another capability is entered through its index.ts; the kernel and the catalogue readers have none and are open.',
      severity: 'error',
      from: { path: `^${root}/([^/]+)/`, pathNot: TEST },
      to: {
        path: `^${root}/[^/]+/`,
        pathNot: [
          `^${root}/$1/`,
          `^${root}/[^/]+/index\\.ts$`,
          `^${root}/kernel/`,
          `^${root}/catalogues/`,
          `^${root}/(benefits|disclosure)/engine\\.ts$`,
        ],
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: `^${root}/kernel/`, pathNot: TEST },
      to: { pathNot: `^${root}/kernel/` },
    },
    {
      name: 'console-talks-http-only',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^src/', pathNot: '^src/(kernel|disclosure|benefits)/' },
    },
    { name: 'unresolvable', severity: 'error', from: { pathNot: TEST }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
