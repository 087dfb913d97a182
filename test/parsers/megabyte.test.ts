import { readReport } from '../../src/imports/read-report';

const MEGABYTE = 1_000_000;

/** What a report has once, for a megabyte: lists of it outgrow what a call can be handed. */
test.each([
  ['rows of a CSV file', '1,2,3\n'],
  ['quoted cells', '"一","二""","3"\n'],
  ['rows with bars', '| 1 | 2 | 3 |\n'],
  ['numbers', '1\n'],
  ['labels', '（一）予以公开\n1\n2\n'],
  ['headings', '结果维持\n结果纠正\n1\n'],
  ['headings of sections, in words of its own', '五、存在问题和改进措施\n六、其他事项\n'],
  ['rows of several lines', '<table><tr><td>一、予以公开 二、部分公开</td><td>1 2</td></tr></table>'],
  ['titles', '2021年政府信息公开工作年度报告\n'],
  ['tables', '<table><tr><td>1</td></tr></table>'],
  ['cells within cells', '<table><tr><td>'],
])('a megabyte of %s is read to its end', (_, piece) => {
  const text = piece.repeat(Math.ceil(MEGABYTE / Buffer.byteLength(piece)));
  const { ok } = readReport({ content: { text } }, {});
  expect(typeof ok).toBe('boolean');
});
