import { crc32, deflateRawSync } from 'node:zlib';
import { gbkOf } from './gb18030';

export interface ZipFile {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Names in GBK without a flag, as Chinese systems write them; UTF-8 with the flag unless said. */
  readonly names?: 'gbk' | 'utf-8-unsaid';
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** A symbolic link, whose content is the path that it leads to. */
  readonly link?: boolean;
}

/** The extra field in which ZIP64 keeps two sizes and the offset. */
function sizes64(size: number, packedSize: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  for (const [at, value] of [size, packedSize, offset].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + at * 8);
  return extra;
}

/** The end of a directory as ZIP64 has it, and where it is. */
function end64(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.write('PK\x06\x06', 0, 'latin1');
  for (const [field, value] of [
    [4, 44],
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
    [64, offset + size],
  ] as const)
    end.writeBigUInt64LE(BigInt(value), field);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeUInt32LE(1, 72);
  return end;
}

/** A ZIP archive; `zip64` as programs write it that do not know the sizes beforehand. */
export function writeZip(files: readonly ZipFile[], { zip64 = false } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content, names, stored = false, encrypted = false, link = false } of files) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const name = names === 'gbk' ? gbkOf(path) : Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((names === undefined ? 0x800 : 0) | (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(zip64 ? 0xffffffff : offset, 10);
    if (link) tail.writeUInt16LE(0o120777, 8);
    const extra = zip64 ? sizes64(bytes.length, packed.length, offset) : Buffer.alloc(0);
    const described = Buffer.from(common);
    if (zip64) described.fill(0xff, 14, 22);
    described.writeUInt16LE(extra.length, 24);
    const madeBy = link ? '\x03' : '\0';
    central.push(Buffer.concat([Buffer.from(`PK\x01\x02\x14${madeBy}`, 'latin1'), described, tail, name, extra]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, ...(zip64 ? [end64(files.length, directory.length, offset)] : []), end]);
}
