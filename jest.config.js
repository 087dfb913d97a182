require('./test/support/typescript-hook.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/run-in-node.cjs',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  transform: {},
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  maxWorkers: 2,
  // Only against what hangs: no test may fail because a machine is slow or busy.
  testTimeout: 900_000,
  randomize: true,
};
