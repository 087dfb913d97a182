/** Reads the command line, runs the parts asked for, and prints what they found. */
import 'reflect-metadata';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { damage } from './damage';
import { files } from './files';
import { importing } from './importing';
import { jobs } from './jobs';
import { killed } from './killed';
import { mangled } from './mangled';
import { national } from './national/national';
import { type BenchOptions, type Part, tableOf } from './part';
import { query } from './query';
import { reading } from './reading';

const PARTS: Readonly<Record<string, Part>> = {
  reading,
  files,
  import: importing,
  query,
  jobs,
  killed,
  damage,
  mangled,
  national,
};
const USAGE = `npm run bench -- [${Object.keys(PARTS).join('|')}] … [--rounds 5] [--cases 10000] [--archive 2000] [--kills 100] [--seed 1] [--reports 20000] [--keep DIRECTORY] [--json]`;

interface Command {
  readonly parts: readonly (readonly [name: string, part: Part])[];
  readonly json: boolean;
  readonly options: BenchOptions;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on.`);
  return value;
}

function readCommand(): Command {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      cases: { type: 'string', default: '10000' },
      archive: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      reports: { type: 'string', default: '20000' },
      keep: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const names = positionals.length === 0 ? Object.keys(PARTS).filter((name) => name !== 'national') : positionals;
  const parts = names.map((name) => {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`There is no part ${name}.`);
    return [name, part] as const;
  });
  const options = {
    rounds: wholeNumber('rounds', values.rounds),
    cases: wholeNumber('cases', values.cases),
    archive: wholeNumber('archive', values.archive),
    kills: wholeNumber('kills', values.kills),
    seed: wholeNumber('seed', values.seed),
    reports: wholeNumber('reports', values.reports),
    keep: values.keep === undefined ? null : resolve(values.keep),
    databaseUrl: process.env.DATABASE_URL ?? null,
  };
  return { parts, json: values.json, options };
}

async function runParts({ parts, json, options }: Command): Promise<void> {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  if (!json)
    console.log(`Node ${machine.node}, ${machine.cores} × ${machine.cpu}; medians of ${options.rounds} rounds\n`);
  for (const [name, part] of parts) {
    for (const results of [await part(options)].flat()) {
      if (json) console.log(JSON.stringify({ part: name, ...machine, ...results }));
      else console.log(`${tableOf(results)}\n`);
    }
  }
}

function commandOrUsage(): Command | null {
  try {
    return readCommand();
  } catch (error) {
    console.error(`✗ ${(error as Error).message}\n  ${USAGE}`);
    process.exitCode = 2;
    return null;
  }
}

const command = commandOrUsage();
if (command !== null) void runParts(command);
