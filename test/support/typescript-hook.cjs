/**
 * For `node -r`: runs the TypeScript sources in a process of their own, compiled as the tests compile them. COMPILED names a directory that keeps
 * what is compiled, for processes that begin one after the other.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const [, options] = require('../../jest.config.js').transform['^.+\\.ts$'];

const compile = (filename) =>
  require('@swc/core').transformSync(readFileSync(filename, 'utf8'), { ...options, filename, swcrc: false }).code;

function compiled(filename) {
  if (process.env.COMPILED === undefined) return compile(filename);
  const kept = join(process.env.COMPILED, createHash('sha256').update(filename).digest('hex'));
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const code = compile(filename);
  // Others may be at the same.
  const mine = `${kept}.${process.pid}`;
  writeFileSync(mine, code);
  renameSync(mine, kept);
  return code;
}

Module._extensions['.ts'] = (module, filename) => {
  module._compile(compiled(filename), filename);
};
