/**
 * For `node -r`, and for the tests: runs the TypeScript sources in plain Node. What was compiled once is kept, for compiling takes most of the time
 * in which a process starts.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

/** As tsconfig.json has it, for the decorators' sake. */
const OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs', ignoreDynamic: true },
  sourceMaps: true,
  swcrc: false,
};
const KEPT = join(__dirname, '../../node_modules/.cache/typescript-hook');
mkdirSync(KEPT, { recursive: true });

/** Where the source map of each file loaded is kept. */
const sourceMaps = new Map();

function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([filename, OPTIONS, source]))
    .digest('hex');
  const kept = join(KEPT, `${key}.js`);
  sourceMaps.set(filename, `${kept}.map`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code, map } = require('@swc/core').transformSync(source, { ...OPTIONS, filename });
    keep(`${kept}.map`, map);
    keep(kept, code);
    return code;
  }
}

/** Renamed when whole: another process may be about to read it. */
function keep(path, text) {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

Module._extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);

exports.sourceMaps = sourceMaps;
