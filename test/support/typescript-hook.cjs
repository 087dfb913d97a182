/**
 * For `node -r`: runs the TypeScript sources in a process of their own, compiled as the tests compile them. What was compiled once is kept, for
 * compiling takes most of the time in which such a process starts.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const [, options] = require('../../jest.config.js').transform['^.+\\.ts$'];

const KEPT = join(__dirname, '../../node_modules/.cache/typescript-hook');
mkdirSync(KEPT, { recursive: true });

function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([filename, options, source]))
    .digest('hex');
  const kept = join(KEPT, `${key}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, { ...options, filename, swcrc: false });
    // Renamed when whole: another process may be about to read it.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
    return code;
  }
}

Module._extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);
