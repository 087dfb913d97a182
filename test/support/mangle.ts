import { fc } from './property';

/** What networks, disks and malice do to bytes. */
export interface Mangling {
  readonly kind: 'truncate' | 'flip' | 'splice' | 'repeat';
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

export const mangling: fc.Arbitrary<Mangling> = fc.record({
  kind: fc.constantFrom('truncate', 'flip', 'flip', 'splice', 'repeat'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 400 }),
  byte: fc.nat(255),
});

/** The bytes after each mangling in turn. */
export function mangle(bytes: Buffer, manglings: readonly Mangling[]): Buffer {
  let mangled = bytes;
  for (const mangling of manglings) mangled = mangledOnce(mangled, mangling);
  return mangled;
}

function mangledOnce(content: Buffer, { kind, at, length, byte }: Mangling): Buffer {
  const start = Math.floor(at * content.length);
  switch (kind) {
    case 'truncate':
      return content.subarray(0, start);
    case 'flip': {
      const flipped = Buffer.from(content);
      if (start < flipped.length) flipped[start] = (flipped[start] ?? 0) ^ (byte | 1);
      return flipped;
    }
    case 'splice':
      return Buffer.concat([content.subarray(0, start), content.subarray(start + length)]);
    case 'repeat':
      return Buffer.concat([content.subarray(0, start + length), content.subarray(start)]);
  }
}
