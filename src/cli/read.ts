/** Prints what is read from files, by `npm run read` or `hub read`. Exit code 0 when all would be published, 1 when not, 2 when it cannot be told. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createForeignReader } from '../imports/foreign-reader';
import { type FileReading, readFileContent } from './file-reading';
import { asJson } from './reading-json';
import { asText } from './reading-text';

const USAGE = 'npm run read -- FILE … [--year 2024] [--agency NAME] [--json]';

export interface ReadCommand {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly hints: { readonly year?: number; readonly agencyName?: string };
}

function readCommand(args: readonly string[]): ReadCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, year: { type: 'string' }, agency: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error('No file is named.');
  if (values.year !== undefined && !/^\d{4}$/.test(values.year)) throw new Error('--year has four digits.');
  return {
    files: positionals,
    json: values.json,
    hints: {
      ...(values.year === undefined ? {} : { year: Number(values.year) }),
      ...(values.agency === undefined ? {} : { agencyName: values.agency }),
    },
  };
}

export async function readFiles({ files, hints }: Omit<ReadCommand, 'json'>): Promise<readonly FileReading[]> {
  const foreign = createForeignReader();
  const readings: FileReading[] = [];
  for (const file of files) {
    // npm runs in the folder of the project, whichever one the command was typed in.
    const bytes = await readFile(resolve(process.env.INIT_CWD ?? '', file));
    readings.push(...(await readFileContent(file, bytes, hints, foreign)));
  }
  await foreign.stop();
  return readings;
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  const readings = await readFiles(command);
  if (command.json) console.log(JSON.stringify(readings.map(asJson), null, 2));
  else for (const reading of readings) console.log(asText(reading));
  process.exitCode = readings.every(({ state }) => state === 'PUBLISHED') ? 0 : 1;
}

if (require.main === module)
  main().catch((error: Error) => {
    console.error(`✗ ${error.message}\n  ${USAGE}`);
    process.exitCode = 2;
  });
