/** The contract that clients are written against, compared with the schema that runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, type GraphQLSchema, isSpecifiedScalarType, parse } from 'graphql';
import { printSubgraphSchema } from '../src/resolvers/subgraph';

interface Element {
  readonly type: string;
  readonly description: string | null;
}

/** Argument values as the schema prints them: true, "TOTAL", 20, []. */
const defaultOf = (value: unknown): string => (value === undefined ? '' : ` = ${JSON.stringify(value)}`);

/** Every element of a schema by its coordinate: Type, Type.field, Type.field(argument:), Enum.VALUE. */
function elementsOf(schema: GraphQLSchema): ReadonlyMap<string, Element> {
  const elements = new Map<string, Element>();
  const add = (
    coordinate: string,
    type: string,
    { description }: { readonly description?: string | null | undefined },
  ) => elements.set(coordinate, { type, description: description ?? null });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    add(type.name, type.constructor.name, type);
    if ('getValues' in type) for (const value of type.getValues()) add(`${type.name}.${value.name}`, 'value', value);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      const standard = 'defaultValue' in field ? defaultOf(field.defaultValue) : '';
      add(`${type.name}.${field.name}`, `${field.type}${standard}`, field);
      for (const argument of 'args' in field ? field.args : []) {
        const signature = `${argument.type}${defaultOf(argument.defaultValue)}`;
        add(`${type.name}.${field.name}(${argument.name}:)`, signature, argument);
      }
    }
  }
  return elements;
}

const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');
const schemaOf = (sdl: string): GraphQLSchema => buildASTSchema(parse(sdl), { assumeValidSDL: true });

const printed = printSubgraphSchema();
const running = elementsOf(schemaOf(printed));
const contract = [...elementsOf(schemaOf(read('fixtures/contract/api.graphql')))];

test('the contract is read: it has types, arguments and enum values', () => {
  const coordinates = contract.map(([coordinate]) => coordinate);
  expect(coordinates).toContain('AnnualReport.ratio(definitionVersion:)');
  expect(coordinates).toContain('FigureStatus.NOT_ON_FORM');
  expect(coordinates.length).toBeGreaterThan(400);
});

test('everything of the contract exists with the same type and the same default', () => {
  const differences = contract
    .filter(([coordinate, { type }]) => running.get(coordinate)?.type !== type)
    .map(([coordinate, { type }]) => `${coordinate}: ${type} in the contract, ${running.get(coordinate)?.type} here`);
  expect(differences).toEqual([]);
});

test('what the contract explains is explained in the same words', () => {
  const differences = contract
    .filter(
      ([coordinate, { description }]) => description !== null && running.get(coordinate)?.description !== description,
    )
    .map(([coordinate]) => [coordinate, running.get(coordinate)?.description]);
  expect(differences).toEqual([]);
});

test('arguments beside the contract are optional: no query of a client breaks', () => {
  const known = new Set(contract.map(([coordinate]) => coordinate));
  const demanded = [...running].filter(
    ([coordinate, { type }]) =>
      coordinate.endsWith(':)') &&
      type.endsWith('!') &&
      known.has(coordinate.replace(/\(.*/, '')) &&
      !known.has(coordinate),
  );
  expect(demanded).toEqual([]);
});

test('entities have the keys of the contract', () => {
  const keys = [...printed.matchAll(/^type (\w+) @key\(fields: "(\w+)"\)/gm)].map(([, type, key]) => `${type}.${key}`);
  expect(keys.sort()).toEqual([
    'Agency.id',
    'AnnualReport.id',
    'ApplicationStats.id',
    'Region.code',
    'ReviewLitigation.id',
  ]);
});

test('the committed SDL is the one that runs', () => {
  expect(read('../src/schema/subgraph.graphql')).toBe(printed);
});

test('what a number, a status or an outcome means can be read where it is asked for', () => {
  const explained = [
    /^(Withheld|Unavailable|NotProcessed|ClosedOtherwise)Outcomes\./,
    /^(ApplicationOutcomes|DocumentCounts)\./,
    /^ApplicationStats\.(received|broughtForward|outcomes|carriedForward)$/,
    /^ReviewLitigation\.(upheld|corrected|other|pending|total)$/,
    /^ProactiveDisclosure\.(?!figures)/,
    /^Dimension\.(REGION|PROVINCE|PREFECTURE|COUNTY)$/,
    /^(ValueStatus|FigureStatus|ReportState|Severity|ImportItemStatus)\./,
  ];
  const elements = [...running].filter(([coordinate]) => explained.some((pattern) => pattern.test(coordinate)));
  expect(elements.length).toBeGreaterThan(60);
  expect(elements.filter(([, { description }]) => description === null).map(([coordinate]) => coordinate)).toEqual([]);
  expect(running.get('WithheldOutcomes.stateSecrets')?.description).toBe('1.属于国家秘密: withheld: state secrets');
});
