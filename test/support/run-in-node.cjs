/**
 * Jest's own way of running a test file (jest-circus), but in plain Node: no context and no module registry of Jest's for each file, so that a worker
 * loads the hub once, as a hub does, and not a hundred times. Why, and what it costs: docs/decisions/0018-tests-run-in-plain-node.md.
 */
const { default: circus } = require('jest-circus/runner');
const { sourceMaps } = require('./typescript-hook.cjs');

/** Known to jest-circus by these names, wherever it is loaded. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');
const TEST_TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

/** All that there is of Jest's object: mocks need its registry. */
globalThis.jest = {
  setTimeout(milliseconds) {
    globalThis[TEST_TIMEOUT] = milliseconds;
  },
};

// Threads and processes that the sources begin run the sources, too.
require.cache[require.resolve('../../src/imports/worker-scripts.ts')] = moduleOf('./worker-scripts.ts');

function moduleOf(name) {
  require(name);
  return require.cache[require.resolve(name)];
}

// Jest gives a worker half a second to end when nothing is left to do, and says that it leaks when it has not: on a busy machine
// taking down its heap lasts longer. Whatever does keep it alive still does.
process.once('beforeExit', () => process.exit());

/** What jest-circus asks of Jest's registry, by the means of Node. */
const plainRuntime = {
  requireInternalModule: loadAfresh,
  requireModule: loadAfresh,
  unstable_shouldLoadAsEsm: () => false,
  setGlobalsForRuntime: () => {},
  enterTestCode: () => {},
  leaveTestCode: () => {},
};

/** A test file, or jest-circus with what it knows of one; what they import stays. */
function loadAfresh(path) {
  delete require.cache[path];
  return require(path);
}

module.exports = async function runInNode(globalConfig, config, environment, runtime, testPath, sendMessage) {
  delete globalThis[EVENT_HANDLERS];
  delete globalThis[TEST_TIMEOUT];
  // Kept by the runtime of the file, from which Jest writes stacks.
  const known = runtime.getSourceMaps();
  const load = (path) => {
    try {
      return loadAfresh(path);
    } finally {
      for (const [file, map] of sourceMaps) known.set(file, map);
    }
  };
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  try {
    const plainEnvironment = { global: globalThis };
    return await circus(
      globalConfig,
      config,
      plainEnvironment,
      { ...plainRuntime, requireModule: load },
      testPath,
      sendMessage,
    );
  } finally {
    globalThis.console = console;
  }
};
