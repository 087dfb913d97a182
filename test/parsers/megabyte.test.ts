import { readReport } from '../../src/imports/read-report';

const ON_2016 = '历下区水利局2016年政府信息公开工作年度报告\n一、依申请公开情况\n';
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
  ['statistics', '收到申请数\n件\n12\n', ON_2016],
  ['counts in prose', '予以公开1件\n', ON_2016],
])('a megabyte of %s is read to its end', (_, piece, opening = '') => {
  const text = opening + piece.repeat(Math.ceil(MEGABYTE / Buffer.byteLength(piece)));
  const { ok } = readReport({ content: { text } }, {});
  expect(typeof ok).toBe('boolean');
});
