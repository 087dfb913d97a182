import type { FOREIGN_LIMITS, ForeignReader } from '../../src/imports/foreign-reader';
import { readReportWith } from '../../src/imports/read-report';
import { createPatientReader } from '../support/patient-reader';
import { writeDocx, writeDocxBody } from '../support/write-docx';

const DOCX = writeDocx(['瑞安市人民政府办公室2024年政府信息公开工作年度报告']);
/** Paragraphs and cells that are all kept: more text than any report has, and, in cells, more memory than is allowed here. */
const paragraphs = Array.from({ length: 400_000 }, (_, at) => `<w:p><w:r><w:t>公开${at}</w:t></w:r></w:p>`);
const LONG = writeDocxBody(paragraphs.join(''));
const HOSTILE = writeDocxBody(
  `<w:tbl>${paragraphs.map((paragraph) => `<w:tr><w:tc>${paragraph}</w:tc><w:tc/></w:tr>`).join('')}</w:tbl>`,
);

let reader: ForeignReader | null = null;
const readerWith = (limits: Partial<typeof FOREIGN_LIMITS>): ForeignReader => {
  reader = createPatientReader(limits);
  return reader;
};

afterEach(async () => {
  await reader?.stop();
  reader = null;
});

test('a foreign format is read in a thread, as it is read in this one', async () => {
  const result = await readReportWith(readerWith({}))({ content: { bytes: DOCX }, filename: '报告.docx' }, {});
  expect(result).toMatchObject({
    ok: true,
    draft: { agency: { name: '瑞安市人民政府办公室' }, year: 2024 },
    document: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  });
});

test('text does not go to a thread, and is there at once', () => {
  const asked = () => Promise.reject(new Error('asked'));
  const refuse = { read: asked, unpack: asked, stop: async () => {} };
  const result = readReportWith(refuse)(
    { content: { text: '瑞安市人民政府办公室2024年政府信息公开工作年度报告' } },
    {},
  );
  expect(result).toMatchObject({ ok: true, draft: { year: 2024 } });
});

test('a file that exhausts the memory is refused with the reason, and the next one is read', async () => {
  const foreign = readerWith({ workers: 1, memoryMb: 40 });
  const [refused, read] = await Promise.all([
    foreign.read({ bytes: HOSTILE, filename: '大.docx' }),
    foreign.read({ bytes: DOCX }),
  ]);
  expect(refused).toEqual({
    ok: false,
    code: 'LIMIT_EXCEEDED',
    message:
      '大.docx takes more than 40 MB of memory to read, as no report does. Import a simpler copy of it, or its text.',
  });
  expect(read.ok).toBe(true);
});

test('a file that takes too long is refused', async () => {
  expect(await readerWith({ timeMs: 1 }).read({ bytes: HOSTILE })).toMatchObject({
    ok: false,
    code: 'LIMIT_EXCEEDED',
    message: expect.stringContaining('takes more than 0.001 seconds to read'),
  });
});

test('more text than any report has is refused', async () => {
  expect(await readerWith({}).read({ bytes: LONG })).toMatchObject({
    ok: false,
    code: 'LIMIT_EXCEEDED',
    message: expect.stringMatching(/^The content holds \d{7} characters in 0 cells, as no report does\.$/),
  });
});

test('after it was stopped, nothing is read', async () => {
  const foreign = readerWith({});
  await foreign.read({ bytes: DOCX });
  await foreign.stop();
  await expect(foreign.read({ bytes: DOCX })).rejects.toThrow('was stopped');
});
