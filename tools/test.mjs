/** `npm test [-- what Jest takes]`: from a fresh clone to the result of the tests. */
import { checkNode, inOrder, install, runNode, say } from './steps.mjs';

const JEST = ['--no-warnings', 'node_modules/jest/bin/jest.js'];

inOrder(
  checkNode,
  () => install({ dev: true }),
  () =>
    say('Running the tests; they bring a PostgreSQL of their own unless TEST_DATABASE_URL or DATABASE_URL names one …'),
  () => runNode([...JEST, ...process.argv.slice(2)]),
);
