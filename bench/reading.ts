import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from '../src/imports/read-report';
import { PROJECT_ROOT } from '../src/project-root';
import { LAYOUTS } from '../test/support/render-report';
import { medianOf, rounded, warmUp } from './measure';
import type { BenchOptions, Results, Row } from './part';
import { syntheticSet } from './synthetic-set';

const SYNTHETIC = 500;
const SAMPLES = join(PROJECT_ROOT, 'samples');

const toBytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function readAll(documents: readonly Uint8Array[]): void {
  for (const bytes of documents) {
    const result = readReport({ content: { bytes } }, {});
    if (!result.ok) throw new Error(result.message);
  }
}

/** Bytes to draft and findings, one report after the other on the one thread there is. */
function speedOf(name: string, documents: readonly Uint8Array[], rounds: number): Row {
  const { wallMs, cpuMs } = medianOf(rounds, () => readAll(documents));
  const bytes = documents.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    documents: name,
    count: documents.length,
    'KB each': rounded(bytes / documents.length / 1000),
    'ms each': rounded(wallMs / documents.length),
    'CPU ms each': rounded(cpuMs / documents.length),
    'reports/s': Math.round((documents.length / wallMs) * 1000),
    'reports/CPU s': Math.round((documents.length / cpuMs) * 1000),
  };
}

/** How fast reports are read: the samples, a synthetic set in every layout, and each layout of it alone. */
export function reading({ rounds, seed }: BenchOptions): Results {
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith('.txt'));
  const samples = names.map((name) => readFileSync(join(SAMPLES, name)));
  const set = syntheticSet(SYNTHETIC, seed);
  warmUp(() => readAll([...samples, ...set.map(({ text }) => toBytes(text))]));
  const rows = [
    speedOf('samples', Array.from({ length: 20 }, () => samples).flat(), rounds),
    speedOf(
      'synthetic, all layouts',
      set.map(({ text }) => toBytes(text)),
      rounds,
    ),
    ...LAYOUTS.map((layout) => {
      const documents = set.filter((document) => document.layout === layout).map(({ text }) => toBytes(text));
      return speedOf(`  ${layout}`, documents, rounds);
    }),
  ];
  return { title: 'Reading, one thread', rows, notes: [] };
}
