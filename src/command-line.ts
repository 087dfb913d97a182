/** What the commands of the command line share: where they work, what they print and how they end. */
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readMoment } from './domain/moment';
import type { HubPlace } from './with-hub';

/** Some of it is to be looked at; the command could not do what it was asked. */
export const TO_LOOK_AT = 1;
export const NOT_DONE = 2;

export interface PlaceOptions {
  readonly url?: string;
  readonly token?: string;
}

export const placeOf = ({ url, token }: PlaceOptions): HubPlace => ({ url: url ?? null, token: token ?? null });
/** npm runs in the folder of the project, whichever one the command was typed in. */
export const pathOf = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** A person reads on a terminal; a program reads lines of JSON from a pipe. */
export const forPerson = (): boolean => process.stdout.isTTY === true;

export function year(value: string): number {
  if (!/^\d{4}$/.test(value)) throw new InvalidArgumentError('A year has four digits.');
  return Number(value);
}

export function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return Number(value);
}

export function moment(value: string): Date {
  const read = readMoment(value);
  if (read === null) throw new InvalidArgumentError('Write it as 2027-01-31 or 2027-01-31T08:00:00Z.');
  return read;
}

export const several = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

export const atHub = (command: Command): Command =>
  command
    .addOption(new Option('--url <url>', 'a running hub, such as http://127.0.0.1:4000').env('HUB_URL'))
    .addOption(
      new Option('--token <token>', 'who asks; better set as HUB_TOKEN, which no list of processes shows').env(
        'HUB_TOKEN',
      ),
    );
