import { unpackArchive } from '../../src/documents/unpack-archive';
import { writeDocx } from '../support/write-docx';
import { writeZip } from '../support/write-zip';

function filesOf(bytes: Uint8Array): readonly (readonly [string, string])[] {
  const result = unpackArchive({ bytes });
  if (!result.ok) throw new Error(result.message);
  return result.files.map((file) => [
    file.path,
    'bytes' in file ? Buffer.from(file.bytes).toString() : `✗ ${file.failure}`,
  ]);
}

test('archives that state sizes in 64 bits, as servers write them, are read like others', () => {
  const files = [
    { path: '甲.txt', content: '一' },
    { path: '乙.txt', content: '二'.repeat(50), stored: true },
  ];
  expect(filesOf(writeZip(files, { zip64: true }))).toEqual(filesOf(writeZip(files)));
});

test('links are no files, and paths that lead out of the archive are names and no more', () => {
  const bytes = writeZip([
    { path: '链接.txt', content: '/etc/passwd', link: true },
    { path: '../../外.txt', content: '文' },
    { path: './内.txt', content: '文' },
    { path: '.git/config', content: '文' },
    { path: 'C:\\a.txt', content: '文' },
  ]);
  expect(filesOf(bytes)).toEqual([
    ['链接.txt', '✗ 链接.txt is a link to another file (链接.txt). Import the file itself.'],
    ['../../外.txt', '文'],
    ['./内.txt', '文'],
    ['C:/a.txt', '文'],
  ]);
});

test('one file that cannot be had takes no other with it', () => {
  const bytes = writeZip([
    { path: 'a.txt', content: '12', stored: true },
    { path: 'b.txt', content: '34', encrypted: true },
    { path: 'c.txt', content: '56', stored: true },
  ]);
  bytes[bytes.indexOf('12')] = 0x39;
  expect(filesOf(bytes)).toEqual([
    ['a.txt', expect.stringMatching(/^✗ a\.txt is damaged: .* checksum/)],
    ['b.txt', expect.stringMatching(/^✗ b\.txt is protected by a password/)],
    ['c.txt', '56'],
  ]);
});

test('a Word file in an archive is a file, not an archive', () => {
  expect(filesOf(writeZip([{ path: 'a.docx', content: writeDocx(['甲']) }]))).toHaveLength(1);
});
