import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentContent, readDocument } from '../../src/documents/read-document';
import { openZip, PART_LIMITS } from '../../src/documents/unzip';
import type { SourceDocument } from '../../src/domain/source-document';
import { gbkOf } from '../support/gb18030';
import { writeDocx } from '../support/write-docx';
import { writeXlsx } from '../support/write-xlsx';
import { writeZip } from '../support/write-zip';

const CHINESE = '某某县人民政府办公室2024年政府信息公开工作年度报告。本年度收到申请3件，予以公开2件。\r\n';
const PAGE = `<html><head></head><body><p>${CHINESE}</p></body></html>`;

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const withMeta = (charset: string) => PAGE.replace('<head>', `<head><meta charset="${charset}">`);

function documentOf(content: DocumentContent): SourceDocument {
  const result = readDocument(content);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

function refusalOf(content: DocumentContent): string {
  const result = readDocument(content);
  return result.ok ? 'read' : `${result.code}: ${result.message}`;
}

const guessesOf = (content: DocumentContent) =>
  documentOf(content).diagnostics.map(({ code, expected, actual }) => ({ code, expected, actual }));

describe('encodings', () => {
  test.each<[string, DocumentContent]>([
    ['UTF-8', { bytes: Buffer.from(CHINESE) }],
    ['UTF-8 with mark', { bytes: Buffer.from(`\ufeff${CHINESE}`) }],
    ['UTF-16LE with mark', { bytes: Buffer.from(`\ufeff${CHINESE}`, 'utf16le') }],
    ['UTF-16BE with mark', { bytes: utf16be(`\ufeff${CHINESE}`) }],
    [
      'a mark against a wrong charset',
      { bytes: Buffer.from(`\ufeff${CHINESE}`), mediaType: 'text/plain; charset=gbk' },
    ],
    ['gb2312 in the media type', { bytes: gbkOf(CHINESE), mediaType: 'text/plain; Charset="GB2312"' }],
    ['GBK in the media type', { bytes: gbkOf(CHINESE), mediaType: 'text/plain;a=b;charset=GBK' }],
    ['utf-16 in the media type', { bytes: Buffer.from(CHINESE, 'utf16le'), mediaType: 'text/plain; charset=utf-16' }],
    ['text with a mark', { text: `\ufeff${CHINESE}` }],
  ])('%s is read as stated, unaltered', (_, content) => {
    const document = documentOf(content);
    expect(document.text).toBe(CHINESE);
    expect(document.diagnostics).toEqual([]);
  });

  test.each<[string, DocumentContent]>([
    ['meta charset', { bytes: gbkOf(withMeta('gb2312')) }],
    [
      'meta http-equiv',
      { bytes: gbkOf(PAGE.replace('<head>', '<head><META http-equiv=Content-Type content="text/html; charset=GBK">')) },
    ],
    ['XML declaration', { bytes: gbkOf(`<?xml version="1.0" encoding="GB18030"?>${PAGE}`) }],
    [
      'the media type before the meta element',
      { bytes: Buffer.from(withMeta('utf-8')), mediaType: 'text/html;charset=utf-8' },
    ],
  ])('a page may state its encoding: %s', (_, content) => {
    const document = documentOf(content);
    expect(document.text).toBe(CHINESE.trim());
    expect(document.diagnostics).toEqual([]);
  });

  test('Big5 is read when stated', () => {
    const bytes = Buffer.from([0xac, 0x46, 0xa9, 0xb2, 0xb8, 0xea, 0xb0, 0x54, 0xa4, 0xbd, 0xb6, 0x7d]);
    const document = documentOf({ bytes, mediaType: 'text/plain; charset=big5' });
    expect(document.text).toBe('政府資訊公開');
    expect(document.diagnostics).toEqual([]);
  });

  test.each<[string, DocumentContent, string | null, string]>([
    ['GBK unstated', { bytes: gbkOf(CHINESE) }, null, 'gb18030'],
    ['UTF-16 unstated', { bytes: Buffer.from(CHINESE, 'utf16le') }, null, 'utf-16le'],
    ['GBK stated as UTF-8', { bytes: gbkOf(CHINESE), mediaType: 'text/plain; charset=utf-8' }, 'utf-8', 'gb18030'],
    [
      'GBK stated as ISO-8859-1',
      { bytes: gbkOf(CHINESE), mediaType: 'text/plain; charset=ISO-8859-1' },
      'iso-8859-1',
      'gb18030',
    ],
    ['GBK stated as Big5', { bytes: gbkOf(CHINESE), mediaType: 'text/plain; charset=big5' }, 'big5', 'gb18030'],
    ['UTF-8 stated as GBK', { bytes: Buffer.from(CHINESE), mediaType: 'text/plain; charset=gbk' }, 'gbk', 'utf-8'],
    [
      'UTF-8 stated as UTF-16',
      { bytes: Buffer.from(CHINESE), mediaType: 'text/plain; charset=utf-16' },
      'utf-16',
      'utf-8',
    ],
  ])('what is not stated or does not fit is guessed, and said so: %s', (_, content, expected, actual) => {
    expect(documentOf(content).text).toBe(CHINESE);
    expect(guessesOf(content)).toEqual([{ code: 'ENCODING_GUESSED', expected, actual }]);
  });

  test('a wrong media type gives way to the meta element that fits', () => {
    const content = { bytes: gbkOf(withMeta('gbk')), mediaType: 'text/html; charset=utf-8' };
    expect(documentOf(content).text).toBe(CHINESE.trim());
    expect(guessesOf(content)).toEqual([{ code: 'ENCODING_GUESSED', expected: 'utf-8', actual: 'gb18030' }]);
  });

  test('a document cut within a character keeps its encoding, and the damage is said', () => {
    const bytes = Buffer.from(CHINESE.trimEnd().repeat(3)).subarray(0, -1);
    expect(documentOf({ bytes }).text).toBe(`${CHINESE.trimEnd().repeat(3).slice(0, -1)}\ufffd`);
    expect(guessesOf({ bytes })).toEqual([
      { code: 'ENCODING_GUESSED', expected: null, actual: 'utf-8 with 1 unreadable characters' },
    ]);
  });

  test('plain ASCII is the same in whatever encoding is stated', () => {
    expect(guessesOf({ bytes: Buffer.from('12 | 0'), mediaType: 'text/plain; charset=gbk' })).toEqual([]);
  });

  test('NUL and lone surrogates, which cannot be stored, become U+FFFD and offsets stay', () => {
    const text = `${CHINESE.repeat(3)}\0\ud800|\udc00\ud83d\ude00`;
    expect(documentOf({ text }).text).toBe(`${CHINESE.repeat(3)}\ufffd\ufffd|\ufffd\ud83d\ude00`);
  });
});

describe('kinds', () => {
  test.each<[string, string, string]>([
    ['a page', '<!DOCTYPE html>\n<p>甲', 'text/html'],
    ['a fragment with a table', '报告\n<table><tr><td>1</table>', 'text/html'],
    ['a fragment of paragraphs', '<p>一、总体情况</p>', 'text/html'],
    [
      'a page saved by Word',
      '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p>甲<o:p></o:p>',
      'text/html',
    ],
    ['text', '一、总体情况\n增长<5%，a<b>c，总计 | 3', 'text/plain'],
    ['text with entities', '规章&nbsp;|&nbsp;0&lt;table&gt;', 'text/plain'],
    ['a pipe table', '甲 | 乙\n|---|:--:|\n| 1 | 2 |', 'text/markdown'],
    ['a pipe table with inline markup', '|甲|乙|\n|---|---|\n|<span>1</span><br>x|2|', 'text/markdown'],
    ['headings', '# 2024年报告\n\n## 一、总体情况', 'text/markdown'],
    ['rules and dashes', '一、总体情况\n-----\n— 5 —\n| - | -- |', 'text/plain'],
  ])('are told by content: %s', (_, text, mediaType) => {
    expect(documentOf({ text, filename: 'x.bin' }).mediaType).toBe(mediaType);
    expect(documentOf({ bytes: Buffer.from(text), mediaType: 'application/octet-stream' }).mediaType).toBe(mediaType);
    expect(documentOf({ text, mediaType: 'application/msword' }).mediaType).toBe(mediaType);
  });

  test('what is declared decides only where the content could be either', () => {
    expect(documentOf({ text: '甲<br>乙', mediaType: 'text/html' }).text).toBe('甲\n乙');
    expect(documentOf({ text: '甲<br>乙' }).text).toBe('甲<br>乙');
    expect(documentOf({ text: '甲', mediaType: 'text/html' }).mediaType).toBe('text/plain');
    expect(documentOf({ text: '甲', mediaType: 'text/markdown' }).mediaType).toBe('text/markdown');
    expect(documentOf({ text: PAGE, mediaType: 'text/plain' }).mediaType).toBe('text/html');
  });

  test('plain text and Markdown are kept as they are', () => {
    const text = '\r\n  |甲|\t1 |\r\n|---|---|\r\n&nbsp;';
    expect(documentOf({ text })).toEqual({
      text,
      mediaType: 'text/markdown',
      tables: [],
      pageTitles: [],
      diagnostics: [],
    });
  });
});

describe('refusals', () => {
  const bytes = (latin1: string) => ({ bytes: Buffer.from(latin1, 'latin1') });
  const zip = (path: string) => ({ bytes: writeZip([{ path, content: 'x' }]) });
  const ole = (stream: string) => ({
    bytes: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]),
  });
  test.each<[string, DocumentContent]>([
    ['a PDF file', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3')],
    ['a PDF file', { text: '%PDF-1.7' }],
    ['a binary Excel (.xlsb) file', zip('xl/workbook.bin')],
    ['a PowerPoint (.pptx) file', zip('ppt/presentation.xml')],
    ['an OpenDocument file', zip('META-INF/manifest.xml')],
    ['an OFD file', zip('OFD.xml')],
    ['a ZIP archive', zip('2024/报告.txt')],
    ['an old Word or WPS (.doc, .wps) file', ole('WordDocument')],
    ['an old Excel or WPS (.xls, .et) file', ole('Workbook')],
    ['protected by a password', ole('EncryptedPackage')],
    ['an old Office (.doc, .xls) file', ole('')],
    ['a Rich Text (.rtf) file', bytes('{\\rtf1\\ansi')],
    ['a picture', bytes('\x89PNG\r\n\x1a\n')],
    ['a picture', bytes('\xff\xd8\xff\xe0')],
    ['a picture', bytes('\0\0\0\x18ftypheic')],
    ['a CEB file', bytes('Founder CEB 2.0')],
    ['an old Excel (.xls) file', ole('Book\0')],
    ['a compressed archive', bytes('\x1f\x8b\x08\0')],
    [
      'an Office XML file',
      { text: '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook><Table>' },
    ],
    [
      'a binary or encrypted file',
      { bytes: Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * at * 31 + at * 7) >> 3)) },
    ],
    ['a binary or encrypted file', { bytes: new Uint8Array(100) }],
    ['application/x-foo', { text: CHINESE, mediaType: 'application/x-foo' }],
    ['html, which', { text: CHINESE, mediaType: 'html' }],
  ])('name what was found: %s', (name, content) => {
    const refusal = refusalOf({ ...content, filename: '报告.txt' });
    expect(refusal).toMatch(/^UNSUPPORTED_MEDIA_TYPE: 报告\.txt is .*(?:[Ii]mport|Declare) /s);
    expect(refusal).toContain(name);
  });

  test.each([
    ['report.doc', 'an old Word or WPS (.doc, .wps) file, which cannot be read'],
    ['report.xls', 'an old Excel or WPS (.xls, .et) file, which cannot be read'],
    ['report.rtf', 'a Rich Text (.rtf) file, which cannot be read'],
    ['report.odt', 'an OpenDocument file, which cannot be read'],
    ['report.ods', 'an OpenDocument file, which cannot be read'],
  ])('%s, as an office program wrote it, under another name', (file, what) => {
    const content = readFileSync(join(__dirname, '../fixtures/refused', file));
    expect(refusalOf({ bytes: content, filename: '年报.docx', mediaType: 'text/html' })).toBe(
      `UNSUPPORTED_MEDIA_TYPE: 年报.docx is ${what}. Open it in Word, Excel or WPS, save it as .docx or .xlsx, and import that.`,
    );
  });

  test.each<[string, DocumentContent]>([
    ['no bytes', { bytes: new Uint8Array() }],
    ['blank text', { text: '\ufeff \n\u3000\t' }],
    ['a page filled by scripts', { text: '<html><body><div id=app></div><script>run()</script></body></html>' }],
    ['a page of blank cells', { text: '<table><tr><td>&nbsp;<td></table>' }],
  ])('an empty document: %s', (_, content) => {
    expect(refusalOf(content)).toMatch(/^EMPTY_DOCUMENT: The content is /);
  });

  test.each<[string, DocumentContent]>([
    ['replacement characters', { text: '政府信息公开\ufffd\ufffd年度报告' }],
    ['doubly decoded text', { text: '锟斤拷锟斤拷政府信息' }],
    ['lone surrogates', { text: '政府\udc00\udc00' }],
  ])('a damaged document: %s', (_, content) => {
    expect(refusalOf(content)).toMatch(/^DAMAGED_DOCUMENT: .* Import the bytes of the original file\.$/);
  });
});

/** An office file with another type for its main part, and with macros: `.xlsm` and `.xltx` are `.xlsx` but for that. */
function retyped(bytes: Buffer, type: string): Buffer {
  const parts = openZip(bytes, PART_LIMITS).map((entry) => {
    const content = Buffer.from(entry.read()).toString();
    const main =
      /application\/vnd\.openxmlformats-officedocument\.(?:spreadsheetml\.sheet|wordprocessingml\.document)\.main\+xml/u;
    return { path: entry.path, content: entry.path === '[Content_Types].xml' ? content.replace(main, type) : content };
  });
  const folder = type.includes('word') ? 'word' : 'xl';
  return writeZip([...parts, { path: `${folder}/vbaProject.bin`, content: Buffer.from('\xd0\xcf\x11\xe0', 'latin1') }]);
}

test.each([
  ['xlsm', writeXlsx, 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'],
  ['xltx', writeXlsx, 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml'],
  ['xltm', writeXlsx, 'application/vnd.ms-excel.template.macroEnabled.main+xml'],
  ['docm', writeDocx, 'application/vnd.ms-word.document.macroEnabled.main+xml'],
  ['dotx', writeDocx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'],
  ['dotm', writeDocx, 'application/vnd.ms-word.template.macroEnabledTemplate.main+xml'],
] as const)('a file with macros or a template is read like a file: .%s', (ending, write, type) => {
  const bytes = write([CHINESE.trim(), '第二段']);
  const mediaType = type.replace('.main+xml', '');
  expect(documentOf({ bytes: retyped(bytes, type), mediaType, filename: `年报.${ending}` }).text).toBe(
    documentOf({ bytes }).text,
  );
});
