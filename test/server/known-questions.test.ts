import { type DocumentNode, type OperationDefinitionNode, parse } from 'graphql';
import { createKnownQuestions } from '../../src/known-questions';
import { hubSubgraph } from '../../src/resolvers/subgraph';

const QUERY = 'query A($first: Int!) { agencies(first: $first) { nodes { name reports { revisions { id } } } } }';

function knowing(source: string) {
  const known = createKnownQuestions(hubSubgraph().schema);
  const document: DocumentNode = parse(source);
  const operation = document.definitions[0] as OperationDefinitionNode;
  known.learn({ document, operation, operationName: undefined }, source);
  known.learnType(undefined, 'application/json');
  return known;
}

test('a question that was answered before is known by its text, with other variables too', () => {
  const known = knowing(QUERY);
  expect(known.find({ query: QUERY, variables: { first: 1 } }, undefined)?.contentType).toBe('application/json');
  expect(known.find({ query: QUERY, variables: { first: 2 }, operationName: null }, undefined)).not.toBeNull();
});

test.each([
  ['another text', { query: `${QUERY} `, variables: { first: 1 } }],
  ['variables that do not fit', { query: QUERY, variables: { first: 'one' } }],
  ['variables that are wanting', { query: QUERY }],
  ['variables that are no object', { query: QUERY, variables: [1] }],
  ['another operation', { query: QUERY, variables: { first: 1 }, operationName: 'B' }],
  ['an operation without a name, by name', { query: QUERY, variables: { first: 1 }, operationName: '' }],
  ['extensions', { query: QUERY, variables: { first: 1 }, extensions: {} }],
  ['no question', null],
])('is left to Apollo Server: %s', (_, body) => {
  expect(knowing(QUERY).find(body, undefined)).toBeNull();
});

test('a type of answer is known for what was accepted before', () => {
  const known = knowing(QUERY);
  expect(known.find({ query: QUERY, variables: { first: 1 } }, 'image/png')).toBeNull();
});

test('an answer that could be too large is refused although the question is known', () => {
  const large = QUERY.replace('id }', 'id source { text } }');
  const known = knowing(large);
  expect(known.find({ query: large, variables: { first: 1 } }, undefined)).toBeNull();
});

test('mutations are never known', () => {
  const mutation = 'mutation { revokeApiToken(id: "1") { id } }';
  expect(knowing(mutation).find({ query: mutation }, undefined)).toBeNull();
});
