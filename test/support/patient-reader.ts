import { createForeignReader, FOREIGN_LIMITS, type ForeignReader } from '../../src/imports/foreign-reader';

/** Reads foreign formats as the hub does, but for the time it allows: a machine that is busy with other tests must not refuse a file. */
export function createPatientReader(limits: Partial<typeof FOREIGN_LIMITS> = {}): ForeignReader {
  return createForeignReader({ ...FOREIGN_LIMITS, timeMs: 120_000, ...limits });
}
